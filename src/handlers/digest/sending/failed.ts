import { MINUTE_MS } from '../../../lib/clock.ts';
import type { Tx } from '../../../store/db.ts';
import { changeDay, type DayState } from '../../../store/tables/digest-days.ts';
import { digestChoice, stopDigest } from '../../../store/tables/digest-settings.ts';
import type { DigestDeps, Owed } from '../deps.ts';
import { todayOf } from '../settings/effective.ts';
import { addPrepare } from './owe.ts';

/** Further tries come after 5, 15, 25, 40 minutes … : the first few while Feishu still knows the card by its uuid. */
const WAITS_MS = [5, 10, 10, 15, 30, 60, 120].map((minutes) => minutes * MINUTE_MS);

interface Failure {
  from: DayState;
  /** One of a few: the summary of the day counts by it, and the log of the job has the details. */
  reason: string;
  /** No further try can help this person, today or later. */
  forGood?: boolean;
  /** No further try may be made today. */
  forToday?: boolean;
}

/** The reason of a failure that Feishu named by a code. */
export const refusedWith = (code: number | undefined) =>
  code === undefined ? undefined : `refused with ${code}`;

/** Notes a digest that could not be prepared or sent: tried again while it is that day, unless that can't help. */
export async function failed(
  tx: Tx,
  deps: Pick<DigestDeps, 'clock' | 'defaults' | 'log'>,
  owed: Owed,
  { from, reason, forGood = false, forToday = false }: Failure,
): Promise<void> {
  const { openId, date, tries } = owed;
  const { clock } = deps;
  const wait = WAITS_MS[tries] ?? 180 * MINUTE_MS;
  const choice = await digestChoice(tx, openId);
  const stillThatDay = todayOf(choice, deps.defaults, clock.earliest() + wait) <= date;
  const again = !forGood && !forToday && stillThatDay;
  if (!(await changeDay(tx, openId, date, { from, to: again ? 'owed' : 'failed', reason }))) return;
  if (again) return addPrepare(tx, { ...owed, tries: tries + 1 }, clock.now() + wait);
  if (!forGood) return;
  await stopDigest(tx, openId, reason);
  deps.log.warn({ open_id: openId, reason }, 'no more digests for this person until they ask for them');
}
