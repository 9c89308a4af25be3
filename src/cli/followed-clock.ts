import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';

/** The process that has started this one, as Node's IPC channel shows it. */
export interface Parent {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  send?(message: unknown): unknown;
}

/** What a timer of Node can wait at most. */
const LONGEST_TIMER = 2 ** 31 - 1;

const moved = z.strictObject({ clock_ahead_ms: z.number() });

interface Sleeper {
  due: number;
  wake(): void;
}

/**
 * The machine's time, moved ahead by what the parent process says: the sandbox's clock, which a developer can advance.
 * Set back, it leaves sleepers what they had left to sleep. Each
 * `{"clock_ahead_ms": n}` is answered with itself once it is in force.
 */
export function followedClock(parent: Parent): Clock {
  let ahead = 0;
  const sleepers = new Map<Sleeper, NodeJS.Timeout>();
  const now = () => Date.now() + ahead;
  const set = (sleeper: Sleeper) => {
    clearTimeout(sleepers.get(sleeper));
    const rest = Math.max(0, sleeper.due - now());
    const timer =
      rest > LONGEST_TIMER ? setTimeout(set, LONGEST_TIMER, sleeper) : setTimeout(sleeper.wake, rest);
    sleepers.set(sleeper, timer);
  };
  parent.on('message', (message) => {
    const parsed = moved.safeParse(message);
    if (!parsed.success) return;
    const back = Math.min(0, parsed.data.clock_ahead_ms - ahead);
    ahead = parsed.data.clock_ahead_ms;
    for (const sleeper of [...sleepers.keys()]) {
      sleeper.due += back;
      set(sleeper);
    }
    parent.send?.(parsed.data);
  });
  return {
    now,
    // A developer moves time, and not only the hands of the clock.
    steady: now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          clearTimeout(sleepers.get(sleeper));
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { due: now() + ms, wake };
        signal?.addEventListener('abort', wake, { once: true });
        set(sleeper);
      }),
  };
}
