import type { Tx } from '../../../store/db.ts';
import { digestDay } from '../../../store/tables/digest-days.ts';
import { type DigestChoice, digestChoice, saveDigestChoice } from '../../../store/tables/digest-settings.ts';
import type { ScheduleDeps } from '../deps.ts';
import { addDays } from '../schedule/local-date.ts';
import { nextTime, todayOf } from './effective.ts';

export type Change = Partial<Omit<DigestChoice, 'openId' | 'nextAt'>>;

/** What makes the digest come: whoever asks for it gets another chance though Feishu refused before. */
export const TURN_ON: Change = { enabled: true, stopped: undefined };

/** Saves what a person changed, with the next time that follows from it: not today when today's has been, or is under way. */
export async function changeSettings(
  tx: Tx,
  { defaults, clock }: ScheduleDeps,
  openId: string,
  change: Change,
): Promise<DigestChoice> {
  const choice = { ...(await digestChoice(tx, openId)), ...change };
  const nextAt = await nextFor(tx, { defaults, clock }, choice);
  const saved = { ...choice, nextAt };
  await saveDigestChoice(tx, saved);
  return saved;
}

/** The next time of these settings that is not on a day the ledger has. */
export async function nextFor(
  tx: Pick<Tx, 'all'>,
  { defaults, clock }: ScheduleDeps,
  choice: DigestChoice,
): Promise<number | undefined> {
  const now = clock.now();
  const today = todayOf(choice, defaults, now);
  const had = (await digestDay(tx, choice.openId, today)) !== undefined;
  const tomorrow = addDays(today, 1);
  const paused = choice.pausedUntil ?? '';
  const pausedUntil = had && paused < tomorrow ? tomorrow : choice.pausedUntil;
  return nextTime({ ...choice, pausedUntil }, defaults, now);
}
