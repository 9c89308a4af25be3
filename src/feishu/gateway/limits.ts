import type { Clock } from '../../clock.ts';
import type { Db } from '../../store/db.ts';
import { lines } from './lines.ts';
import { placesOf } from './places.ts';

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
 * comes; the narrower ones have to be free first. A bulk call takes places only once all are free, so that none of the
 * many that wait is ever ahead of a person.
 */
export function limiter(db: Db, clock: Clock) {
  const places = placesOf(db.dialect.greatest);
  const inLine = lines();

  /** Resolves when places are taken, to the ms until they come. */
  async function take(limits: Limit[], priority: Priority): Promise<number> {
    for (;;) {
      const outcome = await db.transaction((tx) => places.take(tx, limits, priority));
      if (outcome.taken) return outcome.wait;
      await clock.sleep(outcome.wait);
    }
  }

  return {
    /** Waits until all of these limits allow one more call. */
    async pass(limits: Limit[], priority: Priority = 'person'): Promise<void> {
      const narrowFirst = [...limits].sort((a, b) => a.perMinute - b.perMinute);
      const wait = await inLine(lineOf(narrowFirst, priority), () => take(narrowFirst, priority));
      if (wait > 0) await clock.sleep(wait);
    },
  };
}

export type Limiter = ReturnType<typeof limiter>;

/** Those who would all wait for the same place let one of them ask; who only queues, needs no line. */
function lineOf(narrowFirst: Limit[], priority: Priority): string | undefined {
  if (priority === 'bulk') return `bulk ${narrowFirst.at(-1)?.name}`;
  return narrowFirst.length > 1 ? narrowFirst[0]?.name : undefined;
}
