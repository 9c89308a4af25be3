import { z } from 'zod';
import { defineQueue } from '../jobs/define-queue.ts';
import type { Clock } from '../lib/clock.ts';
import type { Tx } from '../store/db.ts';

/** Jobs of this queue say: who has read this instance may have changed. The feature that shows it works on them. */
export const readingQueue = defineQueue('reading.changed', z.object({ instanceCode: z.string() }));

/** Changes within this time are shown together. */
export const GATHER_MS = 2_000;

/** Tells, once in `GATHER_MS`, that the reading of an instance changed. */
export async function announceReading(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  instanceCode: string,
): Promise<void> {
  const passed = clock.steady();
  const slot = Math.floor(passed / GATHER_MS) + 1;
  await readingQueue.add(tx, {
    key: `${instanceCode}:${slot}`,
    payload: { instanceCode },
    runAt: clock.now() + slot * GATHER_MS - passed,
  });
}
