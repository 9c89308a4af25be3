import { manualClock, type SandboxClock } from '../../sandbox/platform/clock.ts';
import type { Clock } from '../../src/clock.ts';

export const START = Date.UTC(2026, 4, 20, 1, 12);

export interface TestClock extends Clock {
  advance(ms: number): Promise<void>;
}

/** The bot's view of a manual clock: its sleep ends quietly when aborted. */
export function botClock(clock: SandboxClock = manualClock(START)): TestClock {
  return {
    now: clock.now,
    sleep: (ms, signal) => clock.sleep(ms, signal).catch(() => undefined),
    advance: clock.advance,
  };
}
