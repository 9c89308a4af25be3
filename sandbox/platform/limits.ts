import type { SandboxClock } from './clock.ts';

/** At most `count` calls in any stretch of `windowMs`. */
export interface Window {
  readonly count: number;
  readonly windowMs: number;
}

/** The published levels of https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN that our endpoints have. */
export const PER_MINUTE_20: readonly Window[] = [{ count: 20, windowMs: 60_000 }];
export const PER_SECOND_50: readonly Window[] = [{ count: 50, windowMs: 1000 }];
export const PER_MINUTE_100: readonly Window[] = [{ count: 100, windowMs: 60_000 }];
export const PER_MINUTE_1000_AND_PER_SECOND_50: readonly Window[] = [
  { count: 1000, windowMs: 60_000 },
  { count: 50, windowMs: 1000 },
];
/** Messages into one chat, and updates of one message. */
export const PER_SECOND_5: readonly Window[] = [{ count: 5, windowMs: 1000 }];

/** The window that a call would break, and how long until it would not. */
export interface Exceeded {
  readonly window: Window;
  readonly resetMs: number;
}

export interface Limiter {
  /** Counts a call under `key`, or says which window is full; a refused call is not counted. */
  take(key: string, windows: readonly Window[]): Exceeded | undefined;
}

function firstFull(times: readonly number[], windows: readonly Window[], now: number): Exceeded | undefined {
  for (const window of windows) {
    const oldest = times[times.length - window.count];
    if (oldest !== undefined && oldest > now - window.windowMs) {
      return { window, resetMs: oldest + window.windowMs - now };
    }
  }
  return undefined;
}

/** Sliding windows: a call is refused when the `count`-th last one was less than the window ago. */
export function createLimiter(clock: SandboxClock): Limiter {
  const callsOf = new Map<string, number[]>();
  return {
    take(key, windows) {
      const now = clock.now();
      const longest = Math.max(...windows.map((window) => window.windowMs));
      const times = (callsOf.get(key) ?? []).filter((time) => time > now - longest);
      callsOf.set(key, times);
      const full = firstFull(times, windows, now);
      if (full === undefined) times.push(now);
      return full;
    },
  };
}
