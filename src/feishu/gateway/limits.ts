import type { Clock } from '../../clock.ts';
import { type Db, one } from '../../store/db.ts';

/** `burst` at once, then evenly `perMinute`: at most burst + perMinute in any minute, the same for shorter windows. */
export interface Limit {
  name: string;
  perMinute: number;
  burst: number;
}

/**
 * Stays under both 1000/min and 50/s in every sliding window: 15 + 985 in a minute, 15 + 17 in a second. What a burst
 * takes of the minute, thousands of calls in a row lose.
 */
export const fast = (name: string): Limit => ({ name, perMinute: 985, burst: 15 });
/** Stays under 100/min in every sliding window. */
export const slow = (name: string): Limit => ({ name, perMinute: 90, burst: 10 });
/** Stays under 5/s to one person or chat: 2 at once, 3 more in the second. */
export const perReceiver = (id: string): Limit => ({ name: `to:${id}`, perMinute: 180, burst: 2 });
/** Writes on one instance in quick succession are answered 1395001. */
export const perInstance = (code: string): Limit => ({ name: `instance:${code}`, perMinute: 60, burst: 1 });

/**
 * Keeps limits across all replicas with one statement each (GCRA): every caller takes the next free place and sleeps
 * until it comes.
 */
export function limiter(db: Db, clock: Clock) {
  const next = `insert into rate_limit (name, theoretical_arrival) values ($1, now_ms() + $2)
    on conflict (name) do update
    set theoretical_arrival = ${db.dialect.greatest}(rate_limit.theoretical_arrival, now_ms()) + $2
    returning theoretical_arrival - $2 - $3 - now_ms() as wait`;

  async function reserve({ name, perMinute, burst }: Limit): Promise<number> {
    const interval = 60_000 / perMinute;
    const row = await one<{ wait: number }>(db, next, name, interval, interval * (burst - 1));
    return Math.max(0, Math.ceil(Number(row?.wait ?? 0)));
  }

  return {
    /** Waits until all of these limits allow one more call. */
    async pass(limits: Limit[]): Promise<void> {
      const waits = await Promise.all(limits.map(reserve));
      const longest = Math.max(0, ...waits);
      if (longest > 0) await clock.sleep(longest);
    },
  };
}

export type Limiter = ReturnType<typeof limiter>;
