import { one } from '../db.ts';
import { followJump, resumeTime, type TimeDeps, TOLERANCE_MS } from './follow.ts';
import { noteTime } from './noted.ts';

const NOTE_EVERY_MS = 30_000;
/** The server is asked for its time no more often. */
const ASK_EVERY_MS = 1_000;

/**
 * Keeps the bot's clock by the one that counts: PostgreSQL's, or with the embedded database the machine's. When that one is
 * set, stored times move along, once for all replicas; so they do at a start when it is earlier than it was.
 */
export async function keepTime(deps: TimeDeps) {
  const { db, clock, machine } = deps;
  clock.set(clock.now() + (await difference(deps)));
  let moved = await resumeTime(deps);
  let [asked, noted] = [machine.steady(), machine.steady()];
  let underWay: Promise<void> | undefined;

  async function look(): Promise<void> {
    if (!db.exclusive && machine.steady() - asked < ASK_EVERY_MS) return;
    const by = await difference(deps);
    if (Math.abs(by) >= TOLERANCE_MS) moved = await followJump(deps, by, moved);
    else clock.set(clock.now() + by);
    asked = machine.steady();
  }

  return {
    /** Notices whether the clock was set; to be waited for before leases are judged, and done every few seconds. */
    look(): Promise<void> {
      underWay ??= look().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    /** Notes what time it is, for the next start; to be done every few seconds. */
    async note(): Promise<void> {
      if (machine.steady() - noted < NOTE_EVERY_MS) return;
      noted = machine.steady();
      await db.transaction((tx) => noteTime(tx, 'noted', clock.now()));
    },
  };
}

/** By how much the clock that counts is away from the bot's, ms; the time that it takes to ask is no difference. */
async function difference({ db, clock, machine }: TimeDeps): Promise<number> {
  if (db.exclusive) return machine.now() - clock.now();
  const before = clock.now();
  const row = await one<{ now: number }>(db, 'select now_ms() as now');
  const now = Number(row?.now);
  return now - Math.min(Math.max(now, before), clock.now());
}
