import type { UnreadSection } from '../../../cards/views.ts';
import type { Tx } from '../../../store/db.ts';
import { type UnreadInstance, unreadInstances } from '../../../store/tables/cc-instances.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { snoozes, stillPutOff } from '../../../store/tables/digest-snoozes.ts';
import { ownCopies } from '../../../third-party/instance/own-copy.ts';
import type { DigestParts } from '../parts.ts';
import { localDate } from '../schedule/local-date.ts';
import { scheduleOf } from '../settings/effective.ts';
import { type RowContext, unreadRow } from './rows.ts';

const PAGE = 8;

/** The card with a page (from 1) of everything that waits for a person; a page that is not there becomes the nearest. */
export async function unreadCard(
  tx: Pick<Tx, 'all'>,
  parts: DigestParts,
  owner: string,
  wanted: number,
): Promise<object> {
  const groups = byDefinition(await unreadInstances(tx, owner));
  const all = groups.flatMap((group) => group.instances.map((instance) => ({ instance, group })));
  if (all.length === 0) return parts.cards.card('notice', { key: 'unread.none', level: 'info' });
  const pages = Math.ceil(all.length / PAGE);
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = all.slice((page - 1) * PAGE, page * PAGE);
  const codes = shown.map(({ instance }) => instance.instanceCode);
  const context = { ...(await rowContext(tx, parts, owner)), own: await ownCopies(tx, owner, codes) };
  const sections: (UnreadSection & { of: Group })[] = [];
  for (const { instance, group } of shown) {
    if (sections.at(-1)?.of !== group)
      sections.push({
        of: group,
        key: 'unread.group',
        params: { name: group.name, count: group.instances.length },
        rows: [],
      });
    sections.at(-1)?.rows.push(unreadRow(instance, context));
  }
  return parts.cards.card('unread', {
    owner,
    total: all.length,
    sections: sections.map(({ key, params, rows }) => ({ key, params, rows })),
    ...canMark(sections),
    place: `p${page}`,
    page,
    pages,
  });
}

interface Group {
  name: string;
  instances: UnreadInstance[];
}

/** The groups in the order of their oldest instance, each oldest first. */
function byDefinition(instances: UnreadInstance[]): Group[] {
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

/** Whether some row can be marked as read. */
const canMark = (sections: UnreadSection[]) =>
  sections.some(({ rows }) => rows.some((row) => row.canMark)) ? { canMark: true as const } : {};

/** What the rows of a person's card need besides the instances. */
export async function rowContext(
  tx: Pick<Tx, 'all'>,
  { clock, time, links, defaults }: DigestParts,
  owner: string,
): Promise<Omit<RowContext, 'own'>> {
  const { timezone } = scheduleOf(await digestChoice(tx, owner), defaults);
  const snoozed = stillPutOff(await snoozes(tx, owner), localDate(clock.now(), timezone));
  return { now: time.estimate(), timezone, links, snoozed };
}
