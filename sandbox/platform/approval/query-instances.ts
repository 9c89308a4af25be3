import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import { listItem } from './list-answer.ts';
import {
  asOf,
  instanceFilter,
  listQuery,
  needOneFilter,
  personOf,
  sharedFilters,
  spanOf,
  timestamp,
  within,
} from './list-filter.ts';
import type { Instance, InstanceStatus } from './model.ts';
import { newestFirst, pageOf, tailOf } from './pages.ts';

/** The states as the query spells them. */
const STATUS: Readonly<Record<string, InstanceStatus>> = {
  PENDING: 'PENDING',
  RECALL: 'CANCELED',
  REJECT: 'REJECTED',
  DELETED: 'DELETED',
  APPROVED: 'APPROVED',
};

const body = z.strictObject({
  ...sharedFilters,
  instance_title: z.string().optional(),
  instance_status: z.enum(['PENDING', 'RECALL', 'REJECT', 'DELETED', 'APPROVED', 'ALL']).default('ALL'),
  instance_start_time_from: timestamp.optional(),
  instance_start_time_to: timestamp.optional(),
});
type Filters = z.infer<typeof body>;

function matching(filters: Filters, idType: UserIdType, at: number, platform: Platform): Instance[] {
  needOneFilter(filters);
  const span = spanOf(filters.instance_start_time_from, filters.instance_start_time_to);
  const initiator = personOf(filters.user_id, idType, platform);
  const fits = instanceFilter(filters, platform);
  const status = STATUS[filters.instance_status];
  return platform.approvals.instances.filter(
    (instance) =>
      instance.started_at <= at &&
      (initiator === undefined || instance.initiator === initiator) &&
      fits(instance) &&
      (!filters.instance_title || instance.external?.title === filters.instance_title) &&
      (status === undefined || instance.status === status) &&
      within(span, instance.started_at),
  );
}

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/approval-search/query-instance
 * Reverted instances count and take their place on a page, and are then left out: a page may be short. Newest first.
 */
const query = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/instances/query',
  scopes: ['approval:approval.list:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: listQuery,
  body,
  invalid: invalidAs(1390001),
  handle({ query: { page_size, page_token, user_id_type }, body: filters }, platform) {
    const rows = matching(filters, user_id_type, asOf(platform), platform);
    const wanted = { size: page_size, token: page_token, query: ['instances/query', user_id_type, filters] };
    const page = pageOf(
      rows,
      (one) => newestFirst(one.started_at, one.instance_code),
      wanted,
      platform.pages,
    );
    if (page === undefined) return refuse(1390001, 'page_token does not belong to this query');
    const shown = page.rows.filter((instance) => !instance.reverted);
    return success({
      count: rows.length,
      instance_list: shown.map((instance) => listItem(instance, user_id_type, filters.locale)),
      ...tailOf(page),
    });
  },
});

export const queryInstancesEndpoints = [query];
