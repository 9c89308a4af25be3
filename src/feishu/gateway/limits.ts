import { MINUTE_MS } from '../../lib/clock.ts';

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

/** How far apart calls are when they are evenly spread, ms. */
export const interval = ({ perMinute }: Pick<Limit, 'perMinute'>) => MINUTE_MS / perMinute;
