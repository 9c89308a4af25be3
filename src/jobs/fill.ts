import type { Db } from '../store/db.ts';
import { claimJobs, FEW, isDueFor } from './claim.ts';
import type { JobHandler } from './perform.ts';
import { type Job, personOf } from './queue.ts';

interface Surroundings {
  begin(job: Job): Promise<void>;
  stopped: AbortSignal;
  wake(): void;
}

/** Counts what each person holds. */
function shares() {
  const held = new Map<string, number>();
  const change = ({ cause }: Job, by: number) => {
    const person = personOf(cause);
    if (person === undefined) return;
    const now = (held.get(person) ?? 0) + by;
    if (now > 0) held.set(person, now);
    else held.delete(person);
  };
  const has = ({ cause }: Job) => held.get(personOf(cause) ?? '') ?? 0;
  return { change, has, held: () => Object.fromEntries(held) };
}

/** Takes jobs of some queues into the places that are free for them. */
export function filler(
  handlers: Record<string, JobHandler>,
  { db, ...options }: { db: Db; concurrency?: number },
  { begin, stopped, wake }: Surroundings,
) {
  const queues = Object.keys(handlers);
  const least = (wanted: 'places' | 'share', usual: number) =>
    Math.min(usual, ...Object.values(handlers).flatMap((handler) => handler[wanted] ?? []));
  const concurrency = least('places', options.concurrency ?? 16);
  const share = least('share', FEW);
  let taken = 0;
  const { change, has, held } = shares();
  const place = (job: Job) => {
    taken++;
    change(job, 1);
    void begin(job).then(() => {
      taken--;
      change(job, -1);
      // Several places are filled by one statement; the poll fills what is left.
      if (taken <= concurrency / 2 && has(job) <= share / 2) wake();
    });
  };
  return {
    async fill() {
      while (taken < concurrency) {
        const jobs = await claimJobs(db, queues, concurrency - taken, held(), share);
        // Nobody would wait for them any more; their leases free them.
        if (stopped.aborted) return;
        for (const job of jobs) place(job);
        // Others may wait behind the many of a person who has just got their whole share; mostly nobody does.
        if (jobs.length < share || !jobs.some((job) => has(job) >= share)) return;
      }
    },
    /** Whether a job has been due for so long that could have been begun. */
    waits: (ms: number) => isDueFor(db, ms, queues, held(), share),
  };
}
