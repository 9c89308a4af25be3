import type { Logger } from 'pino';
import type { Clock } from '../../lib/clock.ts';
import type { Db, Tx } from '../db.ts';
import type { KeptClock } from './kept-clock.ts';
import { moveTimes } from './move-times.ts';
import { notedTime, noteTime } from './noted.ts';

/** What a clock that is kept right by small steps may differ by. */
export const TOLERANCE_MS = 2_000;

export interface TimeDeps {
  db: Db;
  /** The bot's own. */
  clock: KeptClock;
  machine: Clock;
  log: Pick<Logger, 'warn'>;
}

/** Where it is earlier than when a bot last ran, moves stored times back. Returns the sum of all moves, ms. */
export async function resumeTime(deps: TimeDeps): Promise<number> {
  const { db, clock } = deps;
  const { by, total } = await db.transaction(async (tx) => {
    const before = await notedTime(tx, 'moved');
    const now = clock.now();
    const last = (await notedTime(tx, 'noted')) || now;
    const by = now < last - TOLERANCE_MS ? now - last : 0;
    if (by !== 0) await moveTimes(tx, by, now);
    await noteTime(tx, 'moved', before + by);
    await noteTime(tx, 'noted', now);
    // The first hour may be one of a clock that is wrong.
    if ((await notedTime(tx, 'forgotten')) === 0) await noteTime(tx, 'forgotten', now);
    return { by, total: before + by };
  });
  clock.continueFrom(total);
  if (by !== 0) warn(deps, by);
  return total;
}

/** Takes a jump over, and moves stored times unless another replica has. Takes and returns the sum of all moves, ms. */
export async function followJump(deps: TimeDeps, by: number, known: number): Promise<number> {
  const { db, clock } = deps;
  let followed = false;
  const move = async (tx: Tx) => {
    const before = await notedTime(tx, 'moved');
    const rest = by - (before - known);
    const isMoved = Math.abs(rest) < TOLERANCE_MS;
    if (!isMoved) {
      await moveTimes(tx, rest, clock.now() + (followed ? 0 : by));
      await noteTime(tx, 'moved', before + rest);
    }
    // Before anybody else sees the times that were moved.
    if (!followed) clock.jump(by);
    followed = true;
    return isMoved ? before : before + rest;
  };
  try {
    const total = await db.transaction(move);
    warn(deps, by);
    return total;
  } catch (error) {
    if (followed) clock.undo(by);
    throw error;
  }
}

function warn({ db, clock, log }: TimeDeps, by: number): void {
  const whose = db.exclusive ? 'this machine' : 'the database server';
  log.warn(
    { moved_by_s: Math.round(by / 1_000), now: new Date(clock.now()).toISOString() },
    `the clock of ${whose} was set ${by > 0 ? 'ahead' : 'back'}: what waits goes on waiting for as long as before. ` +
      'Check that it is right now, and that NTP keeps it right: new digests and the removal of old data wait for ten minutes',
  );
}
