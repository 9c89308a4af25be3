import type { UnreadSection } from '../../../cards/views.ts';
import type { Words } from '../../../lib/words.ts';
import type { Tx } from '../../../store/db.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { snoozes, stillPutOff } from '../../../store/tables/digest-snoozes.ts';
import type { DigestDeps, ListDeps } from '../deps.ts';
import { localDate } from '../schedule/local-date.ts';
import { scheduleOf } from '../settings/effective.ts';
import { around, nearestPosition, PAGE, type Position, positionText } from './position.ts';
import { type RowContext, unreadRow } from './rows.ts';
import { type Told, toldOf } from './told.ts';
import { type WaitingInstance, waitingFor } from './waiting.ts';

/** Whose card it is, and the time zone in which it is looked at, where that is known. */
export interface Reader {
  owner: string;
  timezone?: string | undefined;
}

/** The card with what waits for a person, from a position of the list on; one that is not there becomes the nearest. */
export async function unreadCard(
  tx: Pick<Tx, 'all'>,
  deps: ListDeps,
  to: Reader,
  wanted: Position,
): Promise<object> {
  const { owner } = to;
  const groups = byDefinition(await waitingFor(tx, owner));
  const all = groups.flatMap((group) => group.instances.map((instance) => ({ instance, group })));
  const total = all.length;
  if (total === 0) return deps.cards.notice({ key: 'unread.none', level: 'info' });
  const position = nearestPosition(wanted, total);
  const { page, after } = position;
  const listed = all.slice((page - 1) * PAGE + after, page * PAGE);
  const context = await rowContext(tx, deps, to);
  const instances = listed.map(({ instance }) => instance);
  const told = await toldOf(tx, deps, owner, instances);
  return deps.cards.fullest('unread', listed.length, (shown) => {
    const sections = sectionsOf(listed.slice(0, shown), context, told);
    const pages = Math.ceil(total / PAGE);
    const turning = { position: positionText(position), page, pages, ...around(position, shown, total) };
    const canMark = sections.some(({ rows }) => rows.some((row) => row.canMark));
    return { owner, total, fresh: null, sections, canMark, ...turning };
  });
}

interface Listed {
  instance: WaitingInstance;
  group: Group;
}

function sectionsOf(listed: Listed[], context: RowContext, told: Told): UnreadSection[] {
  const sections: (UnreadSection & { of: Group })[] = [];
  for (const { instance, group } of listed) {
    if (sections.at(-1)?.of !== group)
      sections.push({
        of: group,
        key: 'unread.group',
        params: { name: group.name, count: group.instances.length },
        rows: [],
      });
    sections.at(-1)?.rows.push(unreadRow(instance, context, told, true));
  }
  return sections.map(({ of: _of, ...section }) => section);
}

interface Group {
  name: Words;
  instances: WaitingInstance[];
}

/** The groups in the order of their oldest instance, each oldest first. */
function byDefinition(instances: WaitingInstance[]): Group[] {
  const groups = new Map<string, Group>();
  for (const instance of instances) {
    const group = groups.get(instance.approvalCode);
    if (group) group.instances.push(instance);
    else
      groups.set(instance.approvalCode, {
        name: instance.approvalName || instance.approvalCode,
        instances: [instance],
      });
  }
  return [...groups.values()];
}

/** What the rows of a person's card need besides the instances. */
export async function rowContext(
  tx: Pick<Tx, 'all'>,
  { clock, time, links, defaults }: Pick<DigestDeps, 'clock' | 'time' | 'links' | 'defaults'>,
  { owner, timezone: there }: Reader,
): Promise<RowContext> {
  const timezone = there ?? scheduleOf(await digestChoice(tx, owner), defaults).timezone;
  const snoozed = stillPutOff(await snoozes(tx, owner), localDate(clock.now(), timezone));
  return { now: time.estimate(), timezone, links, snoozed };
}
