import type { LoopMeter } from './loop-watch.ts';

/** So long without a beginning or an end, a worker is stuck if anything waits for it. */
const STILL_MS = 60_000;
/** What became due just now will be begun in a moment. */
const WAITING_MS = 10_000;

/** Knows whether a worker gets on, by the machine's time: a clock that is put right is no standstill. */
export function progress({ elapsed }: Pick<LoopMeter, 'elapsed'>) {
  let moved = elapsed();
  return {
    /** Something was begun, or has ended. */
    moved() {
      moved = elapsed();
    },
    /** Rejects while nothing was begun and nothing ended for a minute though work waits. */
    async check(waits: (ms: number) => Promise<boolean>): Promise<void> {
      const still = elapsed() - moved;
      if (still < STILL_MS) return;
      const isStuck = await waits(WAITING_MS).catch(() => {
        throw new Error('the database does not say whether jobs wait');
      });
      if (isStuck)
        throw new Error(`jobs wait, and none was begun and none ended for ${Math.floor(still / 1_000)} s`);
    },
  };
}
