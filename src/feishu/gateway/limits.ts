import type { Clock } from '../../clock.ts';
import type { Db } from '../../store/db.ts';
import { LimitReached } from './errors.ts';
import { lines } from './lines.ts';
import { placesOf } from './places.ts';
import { waitingRoom } from './waiting.ts';

/** `burst` at once, then evenly `perMinute`: at most burst + perMinute in any minute, the same for shorter windows. */
export interface Limit {
  name: string;
  perMinute: number;
  burst: number;
}

/**
 * Stays under both 1000/min and 50/s in every sliding window: 25 + 970 in a minute, 25 + 17 in a second. The rest is for
 * calls that arrive up to 300 ms later than others.
 */
export const fast = (name: string): Limit => ({ name, perMinute: 970, burst: 25 });
/** Stays under 100/min in every sliding window. */
export const slow = (name: string): Limit => ({ name, perMinute: 90, burst: 8 });
/** Stays under 5/s to one person or chat: 2 at once, 3 more in the second. */
export const perReceiver = (id: string): Limit => ({ name: `to:${id}`, perMinute: 180, burst: 2 });
/** Writes on one instance in quick succession are answered 1395001. */
export const perInstance = (code: string): Limit => ({ name: `instance:${code}`, perMinute: 60, burst: 1 });

/** `person`: somebody waits for the answer. `bulk`: many calls that may take their time, such as digests. */
export type Priority = 'person' | 'bulk';

/**
 * Keeps limits across all replicas (GCRA). A person's call takes the next place of its widest limit and sleeps until it
 * comes, a minute at most; the narrower ones have to be free first. A bulk call takes places only once all are free, so that none of the
 * many that wait is ever ahead of a person.
 */
export function limiter(db: Db, clock: Clock) {
  const places = placesOf(db.dialect.greatest);
  const inLine = lines();
  const take = (limits: Limit[], priority: Priority) =>
    db.transaction((tx) => places.take(tx, limits, priority));

  /** Bulk may wait for as long as it takes; one of those who would all wait for the same place asks for it. */
  const takeInTurn = (limits: Limit[]) =>
    inLine(limits.at(-1)?.name ?? '', async () => {
      for (;;) {
        const { taken, wait } = await take(limits, 'bulk');
        if (taken) return wait;
        await clock.sleep(wait);
      }
    });

  const room = waitingRoom();

  /** A person's call tries a little, if not too many wait for the same; then it makes room for the calls of others. */
  async function takeSoon(limits: Limit[]): Promise<number> {
    const name = limits[0]?.name ?? '';
    for (let attempt = 1; ; attempt++) {
      const { taken, wait } = await take(limits, 'person');
      if (taken) return wait;
      if (attempt === TRIES || wait > WORTH_WAITING_MS || room.count(name) >= MOST_WAITING)
        throw new LimitReached(name, wait);
      await room.wait(name, clock.sleep(wait));
    }
  }

  return {
    /** Waits until all of these limits allow one more call. Throws `LimitReached` when that is not soon. */
    async pass(limits: Limit[], priority: Priority = 'person'): Promise<void> {
      const narrowFirst = [...limits].sort((a, b) => a.perMinute - b.perMinute);
      const wait = await (priority === 'bulk' ? takeInTurn(narrowFirst) : takeSoon(narrowFirst));
      if (wait > 0) await clock.sleep(wait);
    },
  };
}

/** Whoever waits holds one of the worker's few places: one chatty person must not hold them all. */
const WORTH_WAITING_MS = 500;
const TRIES = 3;
/** Of those who wait for one person or chat. */
const MOST_WAITING = 3;

export type Limiter = ReturnType<typeof limiter>;
