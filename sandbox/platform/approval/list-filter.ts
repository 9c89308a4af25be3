import { z } from 'zod';
import { refuse } from '../errors.ts';
import { pageSize, pageToken, userIdType } from '../http/endpoint.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';
import type { Instance } from './model.ts';

const LONGEST_SPAN_MS = 30 * 86_400_000;

export const listQuery = z.strictObject({
  page_size: pageSize(5, 200, 10),
  page_token: pageToken,
  user_id_type: userIdType,
});

export const listLocale = z.enum(['zh-CN', 'en-US', 'ja-JP']);
export const timestamp = z.string().regex(/^\d{1,16}$/, 'expected a Unix time in milliseconds, as a string');

/** The filters that the two lists share. An empty string counts as not given. */
export const sharedFilters = {
  user_id: z.string().optional(),
  approval_code: z.string().optional(),
  instance_code: z.string().optional(),
  instance_external_id: z.string().optional(),
  group_external_id: z.string().optional(),
  locale: listLocale.optional(),
};

interface Filters {
  readonly user_id?: string | undefined;
  readonly approval_code?: string | undefined;
  readonly instance_code?: string | undefined;
  readonly instance_external_id?: string | undefined;
  readonly group_external_id?: string | undefined;
}

/** Refuses a query without any of the five filters of which one is needed. */
export function needOneFilter(filters: Filters): void {
  const { user_id, approval_code, instance_code, instance_external_id, group_external_id } = filters;
  if (user_id || approval_code || instance_code || instance_external_id || group_external_id) return;
  refuse(
    1390001,
    'user_id, approval_code, instance_code, instance_external_id and group_external_id can not all be empty',
  );
}

/** The span of a query: both ends or none, in order, at most 30 days. Both ends belong to it. */
export function spanOf(
  from: string | undefined,
  to: string | undefined,
): { from: number; to: number } | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined)
    return refuse(1390001, 'the begin and the end of the time must both be set');
  const span = { from: Number(from), to: Number(to) };
  if (span.to < span.from) return refuse(1390001, 'the time ends before it begins');
  if (span.to - span.from > LONGEST_SPAN_MS) return refuse(1390001, 'the time spans more than 30 days');
  return span;
}

export function within(span: { from: number; to: number } | undefined, at: number): boolean {
  return span === undefined || (at >= span.from && at <= span.to);
}

/** The person to whom the list is narrowed; one who does not exist is a wrong parameter. */
export function personOf(
  id: string | undefined,
  type: UserIdType,
  { directory }: Platform,
): Person | undefined {
  if (!id) return undefined;
  return directory.find(type, id) ?? refuse(1390001, `user not found: ${id}`);
}

/**
 * Whether an instance passes the filters by code and id: definition code or group (a union), and instance code or external id
 * (a union). A code that does not exist is 1390002 or 1390003; external ids that don't exist match nothing.
 */
export function instanceFilter(filters: Filters, { approvals }: Platform): (instance: Instance) => boolean {
  const { approval_code, group_external_id, instance_code, instance_external_id } = filters;
  if (approval_code && !approvals.definition(approval_code)) refuse(1390002);
  if (instance_code && !approvals.instances.some((one) => one.instance_code === instance_code))
    refuse(1390003);
  const eitherOf = (first: string | undefined, second: string | undefined, has: [unknown, unknown]) =>
    (!first && !second) || (Boolean(first) && has[0] === first) || (Boolean(second) && has[1] === second);
  return ({ definition, instance_code: code, external }) =>
    eitherOf(approval_code, group_external_id, [definition.approval_code, definition.group.external_id]) &&
    eitherOf(instance_code, instance_external_id, [code, external?.id]);
}

/** The moment whose state the lists show: they may lag behind. */
export function asOf({ clock, world, faults }: Platform): number {
  return clock.now() - Math.max(world.settings.search_lag_ms, faults.searchLag());
}
