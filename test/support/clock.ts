import { manualClock, type SandboxClock } from '../../sandbox/platform/clock.ts';
import type { Clock } from '../../src/lib/clock.ts';

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
    steady: clock.now,
    sleep: (ms, signal) => clock.sleep(ms, signal).catch(() => undefined),
    advance: clock.advance,
    busy: (work, patienceMs) => clock.busy?.(work, patienceMs),
  };
}

/** The clock of a machine that somebody sets while time goes on as it does. */
export function settableClock(clock: TestClock): TestClock & { setAhead(ms: number): void } {
  let ahead = 0;
  return {
    ...clock,
    now: () => clock.now() + ahead,
    setAhead(ms) {
      ahead = ms;
    },
  };
}
