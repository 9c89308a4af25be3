import type { Db } from '../store/db.ts';
import { claimJobs } from './claim.ts';
import type { Job } from './queue.ts';

interface Surroundings {
  begin(job: Job): Promise<void>;
  stopped: AbortSignal;
  wake(): void;
}

/** Takes jobs of some queues into the places that are free for them. */
export function filler(
  queues: string[],
  { db, concurrency = 16 }: { db: Db; concurrency?: number },
  { begin, stopped, wake }: Surroundings,
) {
  let taken = 0;
  return async () => {
    if (taken >= concurrency) return;
    const jobs = await claimJobs(db, queues, concurrency - taken);
    // Nobody would wait for them any more; their leases free them.
    if (stopped.aborted) return;
    for (const job of jobs) {
      taken++;
      void begin(job).then(() => {
        taken--;
        // Several places are filled by one statement; the poll fills what is left.
        if (taken <= concurrency / 2) wake();
      });
    }
  };
}
