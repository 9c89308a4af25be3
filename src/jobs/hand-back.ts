import type { Logger } from 'pino';
import { endsWithin } from '../lib/async/within.ts';
import type { Clock } from '../lib/clock.ts';
import type { Db } from '../store/db.ts';
import { handBackJob, LeaseLost } from './end.ts';
import { LAST_CALL_MS } from './leases.ts';
import type { Job } from './queue.ts';

/** How long the database has to take back what is not done. */
const HAND_BACK_MS = 500;

/** Whoever takes the job next must be able to see the effect of the last call of this attempt. */
export async function handBack(
  { db, clock, log }: { db: Db; clock: Clock; log: Logger },
  jobs: Job[],
): Promise<void> {
  const left = new Set(jobs);
  let err: unknown;
  const returned = [...left].map(async (job) => {
    try {
      await db.transaction((tx) => handBackJob(tx, job, LAST_CALL_MS));
    } catch (error) {
      if (!(error instanceof LeaseLost)) {
        err = error;
        return;
      }
    }
    left.delete(job);
  });
  await endsWithin(clock, HAND_BACK_MS, Promise.all(returned));
  const ids = [...left].map(({ id }) => id);
  if (ids.length > 0) log.warn({ jobs: ids, err }, 'jobs are not handed back; their leases will free them');
}
