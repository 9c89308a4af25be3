import type { UnreadSection } from '../../../cards/views.ts';
import type { Tx } from '../../../store/db.ts';
import { type DigestContents, digestDay } from '../../../store/tables/digest-days.ts';
import type { ListDeps } from '../deps.ts';
import { type Reader, rowContext } from '../unread/list.ts';
import { unreadRow } from '../unread/rows.ts';
import { toldOf } from '../unread/told.ts';
import { type WaitingInstance, waitingFor } from '../unread/waiting.ts';

const TOP = 10;

/** The digest of a day as it is now: without what was read or put off since. */
export async function digestCard(
  tx: Pick<Tx, 'all'>,
  deps: ListDeps,
  to: Reader,
  date: string,
): Promise<object> {
  const { owner } = to;
  const contents = (await digestDay(tx, owner, date))?.contents;
  const context = await rowContext(tx, deps, to);
  const waiting = new Map(
    (await waitingFor(tx, owner))
      .filter((instance) => !context.snoozed.has(instance.instanceCode))
      .map((instance) => [instance.instanceCode, instance]),
  );
  const still = (codes: string[] = []) => codes.flatMap((code) => waiting.get(code) ?? []);
  const [fresh, earlier] = [still(contents?.fresh), still(contents?.earlier)];
  if (fresh.length + earlier.length === 0)
    return deps.cards.notice({ key: 'unread.none_left', level: 'info' });
  const listed = [...fresh, ...earlier].slice(0, TOP);
  const told = await toldOf(tx, deps, owner, listed);
  const rows = (instances: WaitingInstance[]) =>
    instances.map((instance) => unreadRow(instance, context, told, false));
  return deps.cards.fullest('unread', listed.length, (top) => ({
    owner,
    total: fresh.length + earlier.length,
    fresh: fresh.length,
    canMark: false,
    sections: (
      [
        { key: 'digest.fresh', params: { count: fresh.length }, rows: rows(fresh.slice(0, top)) },
        {
          key: 'digest.earlier',
          params: { count: earlier.length },
          rows: rows(earlier.slice(0, Math.max(0, top - fresh.length))),
        },
      ] satisfies UnreadSection[]
    ).filter((section) => section.rows.length > 0),
    position: `d${date}`,
    page: 1,
    pages: 1,
    previous: null,
    next: null,
  }));
}

/** What a digest shows, told apart by what the person has been shown before. */
export function contentsOf(instances: WaitingInstance[], seen: ReadonlySet<string>): DigestContents {
  const codes = instances.map((instance) => instance.instanceCode);
  return {
    fresh: codes.filter((code) => !seen.has(code)),
    earlier: codes.filter((code) => seen.has(code)),
  };
}
