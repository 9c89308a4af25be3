import { z } from 'zod';
import { jsonIn } from '../lib/parsed.ts';

/** One entry of the CC history. */
export interface CcEntry {
  /** open_id of the person who copied it; empty when Feishu does not say. */
  by: string;
  /** Unix ms. */
  at: number;
  /** Empty when there is none, or Feishu does not say. */
  comment: string;
  to: { openId: string; ccId: string }[];
  /** How many more it was copied to of whom Feishu does not say who they are, as far as can be told. */
  unnamed: number;
}

const id = z.string().nullish();
const ids = z.array(z.string()).nullish().catch(null);
const lists = { open_id_list: ids, user_id_list: ids };

/** As documented, an object in JSON. */
const ext = z
  .unknown()
  .transform((given) => (typeof given === 'string' ? jsonIn(given) : given))
  .pipe(z.object({ open_id: id, user_id: id, ...lists }).catch({}));

/** An entry of an instance's timeline. */
export const timelineEntry = z.object({
  type: z.string(),
  user_id: id,
  open_id: id,
  create_time: z.coerce.number().catch(0),
  comment: id,
  cc_user_list: z.array(z.object({ user_id: id, open_id: id, cc_id: id })).nullish(),
  ...lists,
  ext,
});

export type TimelineEntry = z.infer<typeof timelineEntry>;

/**
 * Whom an entry names as copied to: real ones have `open_id_list` beside `cc_user_list`, or instead of it, an empty `open_id`,
 * and who copied in `ext`. `openIdOf` is what the whole answer tells of user_ids.
 */
export function ccEntry(entry: TimelineEntry, openIdOf: (userId: string) => string | undefined): CcEntry {
  const listed = (entry.cc_user_list ?? []).map(({ open_id, user_id, cc_id }) => ({
    openId: open_id || openIdOf(user_id ?? '') || '',
    ccId: cc_id ?? '',
  }));
  const [named, alsoNamed] = [peopleOf(entry, openIdOf), peopleOf(entry.ext, openIdOf)];
  const to = new Map(listed.filter(({ openId }) => openId !== '').map((person) => [person.openId, person]));
  for (const openId of named.known.concat(alsoNamed.known))
    if (!to.has(openId)) to.set(openId, { openId, ccId: '' });
  const count = Math.max(1, listed.length, named.count, alsoNamed.count);
  const copier = entry.ext.open_id || openIdOf(entry.ext.user_id ?? '') || '';
  return {
    by: entry.open_id || openIdOf(entry.user_id ?? '') || (to.has(copier) ? '' : copier),
    at: entry.create_time,
    comment: entry.comment ?? '',
    to: [...to.values()],
    unnamed: Math.max(0, count - to.size),
  };
}

/** Both lists have the same people. */
function peopleOf(
  { open_id_list, user_id_list }: Pick<TimelineEntry, 'open_id_list' | 'user_id_list'>,
  openIdOf: (userId: string) => string | undefined,
) {
  const byOpenId = (open_id_list ?? []).filter((one) => one !== '');
  const byUserId = (user_id_list ?? []).filter((one) => one !== '');
  const known = byOpenId.length > 0 ? byOpenId : byUserId.flatMap((one) => openIdOf(one) ?? []);
  return { known, count: Math.max(byOpenId.length, byUserId.length) };
}
