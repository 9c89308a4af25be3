import { z } from 'zod';
import { refuse, refuseFields } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { afterCall } from './apply.ts';
import { instanceBody } from './body.ts';
import { project } from './projection.ts';

/** How quick is too quick is not documented. */
const TOO_QUICK_MS = 500;

/** https://open.feishu.cn/document/server-docs/approval-v4/external_instance/create */
const create = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/external_instances',
  scopes: ['approval:approval', 'approval:external_instance'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: noQuery,
  body: instanceBody,
  invalid: refuseFields,
  handle({ body }, platform) {
    const { externals, approvals, clock, changes } = platform;
    const definition = approvals.definition(body.approval_code);
    if (definition?.kind !== 'external') return refuse(1390002);
    const known = externals.instances.get(body.instance_id);
    if (known && clock.now() - known.synced_at < TOO_QUICK_MS) refuse(1395001);
    if (known && known.body.approval_code !== body.approval_code)
      refuse(1390001, 'the approval_code of an instance can not be changed');
    const after = afterCall(known?.body, body);
    externals.instances.set(body.instance_id, { body: after, synced_at: clock.now() });
    approvals.put(project(after, definition, platform));
    changes.tell({ kind: 'approvals' });
    return success({ data: after });
  },
});

const timed = z.string().regex(/^\d{1,16}$/, 'expected a Unix time in milliseconds, as a string');

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/external_instance/check, in the order of its page of questions:
 * the instance, its tasks, their times, its own time.
 */
const check = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/external_instances/check',
  scopes: ['approval:approval', 'approval:approval:readonly', 'approval:external_instance'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: noQuery,
  body: z.strictObject({
    instances: z.array(
      z.strictObject({
        instance_id: z.string(),
        update_time: timed,
        tasks: z.array(z.strictObject({ task_id: z.string(), update_time: timed })),
      }),
    ),
  }),
  invalid: refuseFields,
  handle({ body }, { externals }) {
    const diff_instances = body.instances.flatMap(({ instance_id, update_time, tasks }) => {
      const known = externals.instances.get(instance_id)?.body;
      if (!known) return { instance_id, update_time: '0', tasks: [] };
      const timeOf = (id: string) => {
        const task = known.task_list?.find((one) => one.task_id === id);
        return task && (task.update_time ?? known.update_time);
      };
      const differing = tasks
        .filter((task) => timeOf(task.task_id) !== task.update_time)
        .map(({ task_id }) => ({ task_id, update_time: timeOf(task_id) ?? '0' }));
      if (differing.length === 0 && known.update_time === update_time) return [];
      return { instance_id, update_time: known.update_time, tasks: differing };
    });
    return success({ diff_instances });
  },
});

export const externalInstanceEndpoints = [create, check];
