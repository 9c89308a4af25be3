import type { ListedCopy } from '../feishu/copies.ts';
import type { OfAnyKind } from '../feishu/listed.ts';
import { MINUTE_MS } from '../lib/clock.ts';
import { type FoundCopy, type KnownCopy, SAME_COPY_MS } from '../store/tables/cc-copies.ts';
import type { Notices } from './notices.ts';

/**
 * Holds what one list says against another. Whose copies search_cc lists for a person is documented as "user ID" alone: if
 * it were whoever copied, everything unread would be closed, and what they copied themselves would be added. The notices of
 * a person are theirs for certain. Where these are not all, nothing is closed, and what the person has copied on not added.
 */
export function confirmed(openId: string, { add, close, reopen }: Difference, notices: Notices): Difference {
  const { has, isWhole } = notices;
  return {
    add: add.filter((copy) => (isWhole ? has(copy) : copy.by !== openId)),
    close: close.filter((copy) => isWhole && !has(copy)),
    reopen,
  };
}

/** The list may lag behind the events; a copy that it lacks may be too young for it. */
const LAG_MS = 15 * MINUTE_MS;

export interface Difference {
  /** Unread in the list, and not known. */
  add: (FoundCopy & OfAnyKind & Pick<ListedCopy, 'by'>)[];
  /** Known as unread, but not in the list. */
  close: KnownCopy[];
  /** Unread in the list, but missing from an earlier one. */
  reopen: KnownCopy[];
}

/**
 * What a list of unread copies changes. An event is believed before a list: what an event called read stays read, since
 * nothing becomes unread again and lists lag; a copy that is younger than the lag stays unread without being listed.
 */
export function compare(known: KnownCopy[], listed: ListedCopy[], now: number): Difference {
  const knownOf = byInstance(known);
  const stillUnread = new Set<KnownCopy>();
  const add = new Map<string, Difference['add'][number]>();
  const reopen = new Set<KnownCopy>();
  for (const { createdAt, instance, by } of listed) {
    const mine = knownOf.get(instance.instanceCode) ?? [];
    const same = mine.find((copy) => Math.abs(copy.createdAt - createdAt) <= SAME_COPY_MS);
    if (same?.readAt === null) stillUnread.add(same);
    else if (same?.readFrom === 'search') reopen.add(same);
    else if (!same && !mine.some((copy) => openedAfter(copy, createdAt)))
      add.set(`${instance.instanceCode} ${createdAt}`, { ...instance, createdAt, by });
  }
  const close = known.filter(
    (copy) => copy.readAt === null && !stillUnread.has(copy) && copy.createdAt < now - LAG_MS,
  );
  return { add: [...add.values()], close, reopen: [...reopen] };
}

/** Whoever opens an instance reads all copies of it that exist then. */
const openedAfter = (copy: KnownCopy, createdAt: number) =>
  copy.readFrom === 'event' && copy.readAt !== null && copy.readAt >= createdAt;

function byInstance(known: KnownCopy[]): Map<string, KnownCopy[]> {
  const groups = new Map<string, KnownCopy[]>();
  for (const copy of known) {
    const group = groups.get(copy.instanceCode);
    if (group) group.push(copy);
    else groups.set(copy.instanceCode, [copy]);
  }
  return groups;
}
