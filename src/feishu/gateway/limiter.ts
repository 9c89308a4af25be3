import { keyedQueue } from '../../lib/async/keyed-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import { aside, isSenior, mayWait, workSignal } from '../../lib/work-signal.ts';
import type { Db } from '../../store/db.ts';
import { LimitReached } from './errors.ts';
import type { Limit, Priority } from './limits.ts';
import { type Outcome, placesOf, type Refused, type Who } from './places.ts';
import { turnsAt } from './turns.ts';
import { waitingRoom } from './waiting.ts';

/** Whoever waits for no longer keeps the slot that they hold of the worker's few. */
const MOMENT_MS = 500;

/** Lets time pass until the work ends that this is done for; more than a moment of it aside. */
export function idle(clock: Pick<Clock, 'sleep'>, ms: number): Promise<void> {
  const sleep = () => clock.sleep(ms, workSignal());
  return ms > MOMENT_MS ? aside(sleep) : sleep();
}

/** Of those who wait for one person or chat, or to write on one instance, in this process. */
const MOST_IN_LINE = { new: 45, senior: 60 };
/** How far ahead calls that queue for a limit take their places, ms. */
const MOST_AHEAD_MS = { new: 45_000, senior: 60_000 };

/**
 * Keeps limits across all replicas (GCRA). A person's call takes the next place of its widest limit and waits until that
 * comes; the narrower ones have to be free first. A bulk call takes places only once all are free, so that none of the many
 * that wait is ever ahead of a person. Who waits for longer than a moment does so aside, without one of the worker's slots.
 * Where too many do, further ones are sent away until their turn; then they find what is kept for those who come again.
 */
export function limiter(db: Db, clock: Clock) {
  const places = placesOf(db.dialect.greatest);
  const inLine = keyedQueue();
  const room = waitingRoom();
  const turns = turnsAt(clock);
  const take = (limits: Limit[], who: Who) => db.transaction((tx) => places.take(tx, limits, who));
  const sentAway = (limit: Limit) => new LimitReached(limit.name, turns.next(limit));

  const takeInTurn = ({ name }: Limit, ask: Ask, mayAsk: (refused: Refused) => boolean): Promise<number> =>
    inLine(name, () => untilTaken(name, ask, { clock, mayAsk, sentAway }));

  /** Bulk may wait for as long as it takes. */
  function whenFree(limits: Limit[], widest: Limit): Promise<number> {
    const hasPatience = mayWait();
    return takeInTurn(
      widest,
      () => take(limits, { priority: 'bulk' }),
      () => hasPatience,
    );
  }

  async function soon(limits: Limit[], narrow: Limit): Promise<number> {
    const standing = isSenior() ? 'senior' : 'new';
    const aheadMs = mayWait() ? MOST_AHEAD_MS[standing] : 0;
    const ask = () => take(limits, { priority: 'person', aheadMs });
    if (room.count(narrow.name) === 0) {
      const outcome = await ask();
      if (outcome.taken) return outcome.wait;
      if (outcome.isWidest) throw sentAway(outcome.by);
    }
    if (!mayWait() || room.count(narrow.name) >= MOST_IN_LINE[standing]) throw sentAway(narrow);
    const inTurn = () => takeInTurn(narrow, ask, ({ isWidest }) => !isWidest);
    return room.wait(narrow.name, aside(inTurn));
  }

  return {
    /** Waits until all of these limits allow one more call. Throws `LimitReached` when that is not soon. */
    async pass(limits: Limit[], priority: Priority = 'person'): Promise<void> {
      const narrowFirst = [...limits].sort((a, b) => a.perMinute - b.perMinute);
      const [narrow, widest] = [narrowFirst[0], narrowFirst.at(-1)];
      if (!narrow || !widest) return;
      const wait = await (priority === 'bulk' ? whenFree(narrowFirst, widest) : soon(narrowFirst, narrow));
      if (wait > 0) await idle(clock, wait);
    },
  };
}

type Ask = () => Promise<Outcome>;

/** Asks again when there may be a place, for as long as `mayAsk` and the work lasts. */
async function untilTaken(
  name: string,
  ask: Ask,
  how: { clock: Clock; mayAsk(refused: Refused): boolean; sentAway(limit: Limit): LimitReached },
): Promise<number> {
  for (;;) {
    if (workSignal()?.aborted) throw new LimitReached(name, 0);
    const outcome = await ask();
    if (outcome.taken) return outcome.wait;
    if (!how.mayAsk(outcome)) throw how.sentAway(outcome.by);
    await how.clock.sleep(outcome.wait);
  }
}

export type Limiter = ReturnType<typeof limiter>;
