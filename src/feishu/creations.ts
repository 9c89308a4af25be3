import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';
import { perInstance } from './gateway/limits.ts';
import { texts } from './listed.ts';

export interface NodePeople {
  /** node_id */
  node: string;
  /** open_ids */
  people: string[];
}

export interface Creation {
  approvalCode: string;
  /** open_id of the initiator. */
  initiator: string;
  /** For a person of several departments, in the spelling of `department_id`. */
  departmentId: string | undefined;
  /** The values of the controls. */
  form: unknown[];
}

export interface NewInstance extends Creation {
  approvers: NodePeople[];
  ccs: NodePeople[];
  /** Makes one instance however often this is sent. */
  uuid: string;
}

export interface Created {
  instanceCode: string;
  /** Opens it in Feishu, and says nothing of its code. Not every answer has one. */
  link?: string | undefined;
}

export interface FlowStep {
  node: string;
  name: string;
  /** open_ids */
  people: string[];
  chosenByInitiator: boolean;
}

/** What a creation can say in its form. */
export interface FormLimits {
  /** The types of the controls that it takes; undefined where everything that the bot can fill is taken. */
  controls: ReadonlySet<string> | undefined;
  /** Whether an amount may be in another currency than the definition's own. */
  currencies: boolean;
}

export interface CreationPort {
  limits: FormLimits;
  /** Creates an instance; 60012 when this `uuid` was used before. */
  create(instance: NewInstance): Promise<Created>;
  /** Who would decide, in their order. */
  preview(creation: Creation): Promise<FlowStep[]>;
  /** Withdraws an instance in the name of its initiator. */
  cancel(instance: { approvalCode: string; instanceCode: string; initiator: string }): Promise<void>;
}

const created = z.object({
  instance_code: z.string().min(1),
  instance_link: z.string().nullish().catch(null),
});
const previewed = z.object({
  preview_nodes: z
    .array(
      z.object({
        node_id: z.string(),
        node_name: z.string().nullish(),
        node_type: z.string().nullish(),
        user_id_list: texts,
        is_approver_type_free: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

const nodes = (given: NodePeople[]) =>
  given.filter(({ people }) => people.length > 0).map(({ node, people }) => ({ key: node, value: people }));

const create =
  (gateway: Gateway): CreationPort['create'] =>
  async ({ approvalCode, initiator, departmentId, form, approvers, ccs, uuid }) => {
    const data = {
      approval_code: approvalCode,
      open_id: initiator,
      ...(departmentId ? { department_id: departmentId } : {}),
      form: JSON.stringify(form),
      node_approver_open_id_list: nodes(approvers),
      node_cc_open_id_list: nodes(ccs),
      uuid,
      with_link: true,
    };
    const { instance_code, instance_link } = await gateway.call(
      'approval.instance.create',
      created,
      (client, options) => client.approval.v4.instance.create({ data }, options),
    );
    return { instanceCode: instance_code, link: instance_link ?? undefined };
  };

const preview =
  (gateway: Gateway): CreationPort['preview'] =>
  async ({ approvalCode, initiator, departmentId, form }) => {
    const data = {
      approval_code: approvalCode,
      user_id: initiator,
      ...(departmentId ? { department_id: departmentId } : {}),
      form: JSON.stringify(form),
    };
    const { preview_nodes } = await gateway.call('approval.instance.preview', previewed, (client, options) =>
      client.approval.v4.instance.preview({ params: { user_id_type: 'open_id' }, data }, options),
    );
    return (preview_nodes ?? [])
      .filter((node) => !!node.node_type)
      .map((node) => ({
        node: node.node_id,
        name: node.node_name ?? '',
        people: node.user_id_list,
        chosenByInitiator: node.is_approver_type_free === true,
      }));
  };

const cancel =
  (gateway: Gateway): CreationPort['cancel'] =>
  async ({ approvalCode, instanceCode, initiator }) => {
    const data = { approval_code: approvalCode, instance_code: instanceCode, user_id: initiator };
    await gateway.call(
      'approval.instance.cancel',
      z.unknown(),
      (client, options) =>
        client.approval.v4.instance.cancel({ params: { user_id_type: 'open_id' }, data }, options),
      { within: perInstance(instanceCode) },
    );
  };

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/create, …/cancel, …/approval-preview */
export const creations = (gateway: Gateway): CreationPort => ({
  limits: { controls: undefined, currencies: true },
  create: create(gateway),
  preview: preview(gateway),
  cancel: cancel(gateway),
});
