import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';
import { text } from './listed.ts';
import { pages } from './paged.ts';

/** An entity and when it was changed last, Unix ms. */
export interface Timed {
  id: string;
  updateTime: number;
}
export interface TimedInstance extends Timed {
  tasks: Timed[];
}
/** What Feishu has of an instance. */
export interface ListedThirdParty extends Timed {
  status: string;
  tasks: (Timed & { status: string })[];
}

export interface ThirdPartyApprovalPort {
  /** Brings an instance, as its page describes it, into the approval centre. Repeatable: `update_time` tells it apart. */
  sync(instance: object): Promise<void>;
  /** Those of up to 50 instances which Feishu has otherwise, with what it has; 0 where it has nothing. */
  differing(instances: TimedInstance[]): Promise<TimedInstance[]>;
  /** What Feishu has of up to 20 instances. */
  list(instanceIds: string[]): Promise<ListedThirdParty[]>;
  /** Creates or updates a definition by the code of its owner; returns the code by which Feishu knows it. */
  putDefinition(definition: object): Promise<string>;
}

const moment = z.coerce.number().catch(0);
const differing = z.object({
  diff_instances: z
    .array(
      z.object({
        instance_id: z.string(),
        update_time: moment,
        tasks: z.array(z.object({ task_id: z.string(), update_time: moment })).nullish(),
      }),
    )
    .nullish(),
});
const listed = z.object({
  data: z
    .array(
      z.object({
        instance_id: z.string(),
        status: text,
        update_time: moment,
        tasks: z.array(z.object({ id: z.string(), status: text, update_time: moment })).nullish(),
      }),
    )
    .nullish(),
  page_token: z.string().nullish(),
  has_more: z.boolean().nullish(),
});
const created = z.object({ approval_code: z.string().min(1) });

/**
 * Third-party approvals.
 * https://open.feishu.cn/document/server-docs/approval-v4/external_instance/create, …/external_instance/check,
 * …/external_task/list, …/external_approval/create
 */
export const thirdPartyApprovals = (gateway: Gateway): ThirdPartyApprovalPort => ({
  async sync(instance) {
    await gateway.call('approval.external_instance.create', z.unknown(), (client, options) =>
      client.approval.v4.externalInstance.create({ data: instance as never }, options),
    );
  },
  differing: (instances) => askDiffering(gateway, instances),
  list: (instanceIds) => askList(gateway, instanceIds),
  async putDefinition(definition) {
    const { approval_code } = await gateway.call(
      'approval.external_approval.create',
      created,
      (client, options) =>
        client.approval.v4.externalApproval.create(
          {
            params: { user_id_type: 'open_id', department_id_type: 'open_department_id' },
            data: definition as never,
          },
          options,
        ),
    );
    return approval_code;
  },
});

async function askDiffering(gateway: Gateway, instances: TimedInstance[]): Promise<TimedInstance[]> {
  const data = {
    instances: instances.map(({ id, updateTime, tasks }) => ({
      instance_id: id,
      update_time: String(updateTime),
      tasks: tasks.map((task) => ({ task_id: task.id, update_time: String(task.updateTime) })),
    })),
  };
  const { diff_instances } = await gateway.call(
    'approval.external_instance.check',
    differing,
    (client, options) => client.approval.v4.externalInstance.check({ data }, options),
  );
  return (diff_instances ?? []).map(({ instance_id, update_time, tasks }) => ({
    id: instance_id,
    updateTime: update_time,
    tasks: (tasks ?? []).map((task) => ({ id: task.task_id, updateTime: task.update_time })),
  }));
}

async function askList(gateway: Gateway, instanceIds: string[]): Promise<ListedThirdParty[]> {
  const data = { instance_ids: instanceIds };
  const all = pages((paging) =>
    gateway.call('approval.external_task.list', listed, (client, options) =>
      client.approval.v4.externalTask.list({ params: { page_size: 500, ...paging }, data }, options),
    ),
  );
  const found: ListedThirdParty[] = [];
  for await (const page of all)
    for (const { instance_id, status, update_time, tasks } of page.data ?? [])
      found.push({
        id: instance_id,
        status,
        updateTime: update_time,
        tasks: (tasks ?? []).map((task) => ({
          id: task.id,
          status: task.status,
          updateTime: task.update_time,
        })),
      });
  return found;
}
