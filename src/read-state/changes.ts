import { addJob } from '../jobs/queue.ts';
import type { Clock } from '../lib/clock.ts';
import type { Tx } from '../store/db.ts';

/** Jobs of this queue say: who has read this instance may have changed. The feature that shows it works on them. */
export const READING_QUEUE = 'reading.changed';

/** Changes within this time are shown together. */
export const GATHER_MS = 2_000;

export interface ReadingChanged {
  instanceCode: string;
}

/** Tells, once in `GATHER_MS`, that the reading of an instance changed. */
export async function announceReading(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  instanceCode: string,
): Promise<void> {
  const passed = clock.steady();
  const slot = Math.floor(passed / GATHER_MS) + 1;
  const payload: ReadingChanged = { instanceCode };
  await addJob(tx, {
    queue: READING_QUEUE,
    key: `${instanceCode}:${slot}`,
    payload,
    runAt: clock.now() + slot * GATHER_MS - passed,
  });
}
