import { z } from 'zod';
import { pageOf } from '../approval/pages.ts';
import { refuse } from '../errors.ts';
import { endpoint, pageSize, pageToken, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { derivedHex } from '../ids.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { InstanceBody, TaskBody } from './body.ts';

const body = z.strictObject({
  approval_codes: z.array(z.string()).max(20).optional(),
  instance_ids: z.array(z.string()).max(20).optional(),
  user_ids: z.array(z.string()).optional(),
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'TRANSFERRED', 'DONE']).optional(),
});
type Filters = z.infer<typeof body>;

/** By instances; or by definitions and a status, with or without people. */
function checkFilters({ instance_ids, approval_codes, status }: Filters): void {
  if (instance_ids?.length || (approval_codes?.length && status)) return;
  refuse(1390001, 'instance_ids, or approval_codes and status, must be given');
}

function tasksOf(instance: InstanceBody, { instance_ids, user_ids, status }: Filters): TaskBody[] {
  return (instance.task_list ?? []).filter(
    (task) =>
      instance_ids?.length ||
      (task.status === status && (!user_ids?.length || user_ids.includes(task.user_id ?? ''))),
  );
}

function fits(instance: InstanceBody, filters: Filters): boolean {
  const { instance_ids, approval_codes } = filters;
  if (instance_ids?.length) return instance_ids.includes(instance.instance_id);
  return approval_codes?.includes(instance.approval_code) === true && tasksOf(instance, filters).length > 0;
}

/** https://open.feishu.cn/document/server-docs/approval-v4/external_task/list: a GET whose filters come in its body. */
const list = endpoint({
  method: 'GET',
  path: '/open-apis/approval/v4/external_tasks',
  scopes: ['approval:approval', 'approval:approval:readonly', 'approval:external_task'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ page_size: pageSize(1, 500, 50), page_token: pageToken }),
  body,
  invalid: invalidAs(1390001),
  handle({ query, body: filters }, { externals, pages, approvals }) {
    checkFilters(filters);
    const rows = [...externals.instances.values()].map((one) => one.body).filter((one) => fits(one, filters));
    const wanted = { size: query.page_size, token: query.page_token, query: ['external_tasks', filters] };
    const page = pageOf(rows, (one) => one.instance_id, wanted, pages);
    if (page === undefined) return refuse(1390001, 'page_token does not belong to this query');
    return success({
      data: page.rows.map((one) => ({
        instance_id: one.instance_id,
        approval_id:
          approvals.definition(one.approval_code)?.approval_id ?? derivedHex(one.approval_code, 18),
        approval_code: one.approval_code,
        status: one.status,
        update_time: one.update_time,
        tasks: tasksOf(one, filters).map((task) => ({
          id: task.task_id,
          status: task.status,
          update_time: task.update_time ?? one.update_time,
        })),
      })),
      has_more: page.next !== undefined,
      ...(page.next !== undefined && { page_token: page.next }),
    });
  },
});

export const externalTaskEndpoints = [list];
