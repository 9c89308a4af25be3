import { clip } from './escape.ts';
import { moment, people, person, spoken } from './mark.ts';
import { type Room, within } from './room.ts';
import type { Params } from './texts.ts';
import type { HistoryStep } from './views.ts';

/** Of what somebody wrote with a rejection, and with any other step. */
const REASON = 500;
const REMARK = 100;

/** One after the other, as the platform's own pages show the way of an approval. */
const THEN = ' → ';

type Text = (key: string, params?: Params) => string;

/** The way of an instance in markdown: who decided what and when, and what they wrote. `text` fills a text of the catalogue. */
export function historyText(steps: readonly HistoryStep[], earlier: number, room: Room, text: Text): string {
  const somebody = spoken(() => text('history.somebody'));
  const named = (ids: readonly string[]) =>
    ids.length === 0
      ? somebody
      : people([...ids], room.named, (_language, count) => text('people.more', { count }));
  const said = ({ kind, by, to, at, dated, comment }: HistoryStep) => {
    const who = by === null ? somebody : person(by);
    const step = text(`history.${kind}`, { person: who, people: named(to), time: moment(at, dated) });
    const written = clip(comment ?? '', within(room, kind === 'REJECT' ? REASON : REMARK));
    return written === ''
      ? step
      : text('history.comment', { decision: spoken(() => step), comment: written });
  };
  // Where there is little room, the latest come first.
  const shown = steps.slice(-room.named);
  const count = earlier + steps.length - shown.length;
  const before = count > 0 ? [text('history.earlier', { count })] : [];
  return [...before, ...shown.map(said)].join(THEN);
}
