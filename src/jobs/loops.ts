import type { Clock } from '../lib/clock.ts';

/** Repeats `work` with a pause of `ms` before each, until aborted. */
export async function repeat(clock: Clock, ms: number, until: AbortSignal, work: () => Promise<unknown>) {
  while (!until.aborted) {
    await clock.sleep(ms, until);
    if (!until.aborted) await work();
  }
}

/** One run at a time; calls during a run share the one that follows it. */
export function singleFlight(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const run = () => {
    current = work().finally(() => {
      current = undefined;
    });
    return current;
  };
  return () => {
    if (!current) return run();
    following ??= current
      .catch(() => undefined)
      .then(() => {
        following = undefined;
        return run();
      });
    return following;
  };
}
