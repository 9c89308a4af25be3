import { type Clock, MINUTE_MS } from '../../lib/clock.ts';
import { interval, type Limit } from './limits.ts';

const SOONEST_MS = 1_000;
/** Some will not come: given up, done elsewhere. So nobody is told to wait for all who were told before. */
const LATEST_MS = 5 * MINUTE_MS;
/** Names of people, chats and instances, which are forgotten once their turns are over. */
const MOST_NAMES = 1_000;

/**
 * When those who are sent away from a limit come again: as fast as it lets calls through, in the order of their going. So
 * that thousands who wait for it cost a look each when it is their turn, and not all of them every moment.
 */
export function turnsAt(clock: Pick<Clock, 'steady'>) {
  const last = new Map<string, number>();
  return {
    /** How long to stay away, ms. */
    next(limit: Pick<Limit, 'name' | 'perMinute'>): number {
      const now = clock.steady();
      const soonest = now + SOONEST_MS;
      if (last.size >= MOST_NAMES) for (const [name, at] of last) if (at < now) last.delete(name);
      const turn = Math.max(soonest, (last.get(limit.name) ?? 0) + interval(limit));
      const at = turn > now + LATEST_MS ? soonest : turn;
      last.set(limit.name, at);
      return Math.ceil(at - now);
    },
  };
}
