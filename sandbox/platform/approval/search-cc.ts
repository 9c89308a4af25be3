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
import type { Copy } from './model.ts';
import { newestFirst, pageOf, tailOf } from './pages.ts';

const body = z.strictObject({
  ...sharedFilters,
  /** Third-party copies alone have a title; whether a part of it suffices is not documented, so it must be equal. */
  cc_title: z.string().optional(),
  /** The page lists them in capitals and writes them small in its example. */
  read_status: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['READ', 'UNREAD', 'ALL']))
    .default('ALL'),
  cc_create_time_from: timestamp.optional(),
  cc_create_time_to: timestamp.optional(),
});
type Filters = z.infer<typeof body>;

function isRead(copy: Copy, at: number): boolean {
  return copy.read_at !== undefined && copy.read_at <= at;
}

function matching(filters: Filters, idType: UserIdType, at: number, platform: Platform): Copy[] {
  needOneFilter(filters);
  const span = spanOf(filters.cc_create_time_from, filters.cc_create_time_to);
  const person = personOf(filters.user_id, idType, platform);
  const fits = instanceFilter(filters, platform);
  const wanted = filters.read_status;
  const { search_cc } = platform.world.settings.variants;
  const { approvals } = platform;
  const theirs =
    search_cc === 'recipient' || !person
      ? approvals.copiesTo(person)
      : approvals.copies.filter(({ by }) => by === person);
  return theirs.filter(
    (copy) =>
      copy.created_at <= at &&
      fits(copy.instance) &&
      (!filters.cc_title || copy.title === filters.cc_title) &&
      (wanted === 'ALL' || isRead(copy, at) === (wanted === 'READ')) &&
      within(span, copy.created_at),
  );
}

function item(copy: Copy, idType: UserIdType, language: string | undefined, at: number): object {
  const { external } = copy.instance;
  return {
    ...listItem(copy.instance, idType, language),
    cc: {
      user_id: copy.by[idType],
      create_time: String(copy.created_at),
      read_status: isRead(copy, at) ? 'read' : 'unread',
      extra: '{}',
      ...(external && {
        title: copy.title ?? '',
        link: copy.link ?? { pc_link: external.pc_link, mobile_link: external.mobile_link },
      }),
    },
  };
}

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/approval-search/search_cc
 * The `user_id` of the query is the recipient; `cc.user_id` of the answer is, as the page says, who copied. Newest first.
 */
const searchCc = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/instances/search_cc',
  scopes: ['approval:approval.list:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: listQuery,
  body,
  invalid: invalidAs(1390001),
  handle({ query, body: filters }, platform) {
    const at = asOf(platform);
    const idType = query.user_id_type;
    const rows = matching(filters, idType, at, platform);
    const wanted = { size: query.page_size, token: query.page_token, query: ['search_cc', idType, filters] };
    const page = pageOf(rows, (copy) => newestFirst(copy.created_at, copy.cc_id), wanted, platform.pages);
    if (page === undefined) return refuse(1390001, 'page_token does not belong to this query');
    return success({
      count: rows.length,
      cc_list: page.rows.map((copy) => item(copy, idType, filters.locale, at)),
      ...tailOf(page),
    });
  },
});

export const searchCcEndpoints = [searchCc];
