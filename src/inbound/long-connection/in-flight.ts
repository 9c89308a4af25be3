import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';

/** Counts what is under way, so that a shutdown can wait for it. */
export function inFlight(clock: Clock) {
  const running = new Set<Promise<unknown>>();
  return {
    track<T>(work: Promise<T>): Promise<T> {
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      return work;
    },
    /** Resolves when nothing is under way, or after `limitMs`; the turn after lets the last answer be written. */
    async drained(limitMs: number): Promise<void> {
      const over = new AbortController();
      const late = clock.sleep(limitMs, over.signal).then(() => over.abort());
      while (running.size > 0 && !over.signal.aborted)
        await Promise.race([Promise.allSettled(running), late]);
      over.abort();
      await nextTurn();
    },
  };
}
