import { manualClock, type SandboxClock } from '../../sandbox/platform/clock.ts';
import type { Clock } from '../../src/clock.ts';

export const START = Date.UTC(2026, 4, 20, 1, 12);

export interface TestClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Work that time has to wait for. */
  busy(work: Promise<unknown>, patienceMs?: number): void;
}

/** The bot's view of a manual clock: its sleep ends quietly when aborted. */
export function botClock(clock: SandboxClock = manualClock(START)): TestClock {
  return {
    now: clock.now,
    sleep: (ms, signal) => clock.sleep(ms, signal).catch(() => undefined),
    advance: clock.advance,
    busy: (work, patienceMs) => clock.busy?.(work, patienceMs),
  };
}
