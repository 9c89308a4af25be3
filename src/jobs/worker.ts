import type { Clock } from '../clock.ts';
import { type JobHandler, type PerformParts, perform } from './perform.ts';
import { claimJobs, extendLeases, JOBS_CHANNEL, type Job, LEASE_MS, sweepJobs } from './queue.ts';

export interface WorkerOptions extends PerformParts {
  /** By queue. */
  handlers: Record<string, JobHandler>;
  clock: Clock;
  /** Further upkeep of the database, once an hour. */
  hourly?: () => Promise<void>;
  concurrency?: number;
  pollMs?: number;
}

/** Works on jobs until stopped: at once when one is added, and by a poll for what became due. */
export function startWorker(options: WorkerOptions) {
  const { db, handlers, clock, log, hourly = async () => {}, concurrency = 16, pollMs = 1_000 } = options;
  const running = new Map<number, { job: Job; done: Promise<void> }>();
  const stopping = new AbortController();

  const pull = singleFlight(async () => {
    const room = stopping.signal.aborted ? 0 : concurrency - running.size;
    if (room <= 0) return;
    for (const job of await claimJobs(db, Object.keys(handlers), room)) {
      const done = perform(job, handlers[job.queue] as JobHandler, options).finally(() => {
        running.delete(job.id);
        wake();
      });
      running.set(job.id, { job, done });
    }
  });
  const wake = () => {
    pull().catch((error) => log.error({ err: error }, 'jobs could not be claimed'));
  };
  const every = (ms: number, work: () => Promise<void>) =>
    repeat(clock, ms, stopping.signal, () =>
      work().catch((error) => log.error({ err: error }, 'upkeep of the jobs failed')),
    );

  const stopListening = db.listen(JOBS_CHANNEL, wake);
  const loops = [
    every(pollMs, pull),
    every(LEASE_MS / 3, () =>
      extendLeases(
        db,
        [...running.values()].map(({ job }) => job),
      ),
    ),
    every(LEASE_MS / 3, () => sweepJobs(db)),
    every(3_600_000, hourly),
  ];
  wake();

  return {
    /** Takes no more jobs and waits for those under way; what is not done in `graceMs` is left to its lease. */
    async stop(graceMs = 10_000) {
      stopping.abort();
      stopListening();
      await pull();
      const finished = Promise.all([...running.values()].map(({ done }) => done));
      const patience = new AbortController();
      await Promise.race([finished, clock.sleep(graceMs, patience.signal)]);
      patience.abort();
      await Promise.all(loops);
    },
  };
}

async function repeat(clock: Clock, ms: number, until: AbortSignal, work: () => Promise<void>) {
  while (!until.aborted) {
    await clock.sleep(ms, until);
    if (!until.aborted) await work();
  }
}

/** One run at a time; calls during a run share the one that follows it. */
function singleFlight(work: () => Promise<void>): () => Promise<void> {
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
