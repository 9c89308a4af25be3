import { DAY_MS } from '../../../lib/clock.ts';
import type { Db, Tx } from '../../../store/db.ts';
import { lastCheck } from '../../../store/tables/cc-checks.ts';
import { countUnread } from '../../../store/tables/cc-copies.ts';
import { unreadInstances } from '../../../store/tables/cc-instances.ts';
import { contentsBefore, type DigestContents } from '../../../store/tables/digest-days.ts';
import { type DigestChoice, digestChoice } from '../../../store/tables/digest-settings.ts';
import { snoozes, stillPutOff } from '../../../store/tables/digest-snoozes.ts';
import type { DigestDeps, ScheduleDeps } from '../deps.ts';
import type { LocalDate } from '../schedule/local-date.ts';
import { isOn, todayOf } from '../settings/effective.ts';
import { contentsOf } from './card.ts';
import { chooseInstances, type SkipReason } from './choose.ts';

/** Missed events and definitions that are not subscribed are found within a week, also for who had nothing. */
const CHECK_EVERY_MS = 6.5 * DAY_MS;

/** Why a person gets no digest of a day whatever waits, or undefined. */
export function noDigest(
  choice: DigestChoice,
  date: LocalDate,
  { defaults, clock }: ScheduleDeps,
): SkipReason | undefined {
  if (!isOn(choice, defaults)) return 'turned off';
  if (choice.pausedUntil !== undefined && date < choice.pausedUntil) return 'paused';
  return todayOf(choice, defaults, clock.earliest()) > date ? 'the day is over' : undefined;
}

/** Whether Feishu has to be asked: not for whom the events and the last comparison show with nothing. */
export async function mayHaveUnread(db: Pick<Db, 'all'>, openId: string, now: number): Promise<boolean> {
  const check = await lastCheck(db, openId);
  if (!check || check.unread > 0 || now - check.checkedAt >= CHECK_EVERY_MS) return true;
  return (await countUnread(db, openId)) > 0;
}

/** What the digest of a day shows by all that is known now, or why there is none. */
export async function decide(
  tx: Pick<Tx, 'all'>,
  deps: Pick<DigestDeps, 'defaults' | 'clock' | 'time'>,
  openId: string,
  date: LocalDate,
): Promise<{ contents: DigestContents } | { skip: SkipReason }> {
  const choice = await digestChoice(tx, openId);
  const none = noDigest(choice, date, deps);
  if (none) return { skip: none };
  const putOff = await snoozes(tx, openId);
  const snoozed = stillPutOff(putOff, date);
  const { instances, skip } = chooseInstances(await unreadInstances(tx, openId), choice, {
    now: deps.time.estimate(),
    snoozed,
  });
  if (skip) return { skip };
  const { fresh = [], earlier = [] } = (await contentsBefore(tx, openId, date)) ?? {};
  // Whoever put it off has seen it.
  return { contents: contentsOf(instances, new Set([...fresh, ...earlier, ...putOff.keys()])) };
}
