import type { Clock } from '../clock.ts';
import type { Db } from '../store/db.ts';
import { repeat, singleFlight } from './loops.ts';
import { type JobHandler, type PerformParts, perform } from './perform.ts';
import {
  claimJobs,
  extendLeases,
  JOBS_CHANNEL,
  type Job,
  LAST_CALL_MS,
  LEASE_MS,
  LeaseLost,
  postponeJob,
  sweepJobs,
} from './queue.ts';

export interface WorkerOptions extends PerformParts {
  /** By queue. */
  handlers: Record<string, JobHandler>;
  /** Further groups of queues, each with places of its own, so that none waits behind another. */
  apart?: Record<string, JobHandler>[];
  clock: Clock;
  /** Further upkeep of the database, once an hour. */
  hourly?: () => Promise<void>;
  /** Waited for before jobs are taken, for a short time. */
  calm?: () => Promise<void>;
  concurrency?: number;
  pollMs?: number;
}

type Running = Map<number, { job: Job; done: Promise<void> }>;

/** Works on jobs until stopped: at once when one is added, and by a poll for what became due. */
export function startWorker(options: WorkerOptions) {
  const { db, clock, log } = options;
  const running: Running = new Map();
  const stopping = new AbortController();
  const fills = [options.handlers, ...(options.apart ?? [])]
    .filter((handlers) => Object.keys(handlers).length > 0)
    .map((handlers) => filler(handlers, options, running, () => wake()));

  const pull = singleFlight(async () => {
    await options.calm?.();
    if (!stopping.signal.aborted) await Promise.all(fills.map((fill) => fill()));
  });
  const wake = () => {
    pull().catch((error) => log.error({ err: error }, 'jobs could not be claimed'));
  };

  const stopListening = db.listen(JOBS_CHANNEL, wake);
  const loops = upkeep(options, running, pull, stopping.signal);
  wake();

  return {
    /** Takes no more jobs and waits for those under way; hands back what is not done within `graceMs`. */
    async stop(graceMs: number) {
      stopping.abort();
      stopListening();
      await pull();
      const patience = new AbortController();
      const finished = Promise.all([...running.values()].map(({ done }) => done));
      await Promise.race([finished, clock.sleep(graceMs, patience.signal)]);
      patience.abort();
      await handBack(db, running);
      await loops;
    },
  };
}

function upkeep(options: WorkerOptions, running: Running, pull: () => Promise<void>, until: AbortSignal) {
  const { db, clock, log, hourly, pollMs = 1_000 } = options;
  const every = (ms: number, work: () => Promise<void>) =>
    repeat(clock, ms, until, () =>
      work().catch((error) => log.error({ err: error }, 'upkeep of the jobs failed')),
    );
  return Promise.all([
    every(pollMs, pull),
    every(LEASE_MS / 3, () =>
      extendLeases(
        db,
        [...running.values()].map(({ job }) => job),
      ),
    ),
    every(LEASE_MS / 3, () => sweepJobs(db)),
    ...(hourly ? [every(3_600_000, hourly)] : []),
  ]);
}

/** Takes jobs of some queues into the places that are free for them. */
function filler(
  handlers: Record<string, JobHandler>,
  options: WorkerOptions,
  running: Running,
  wake: () => void,
) {
  const { db, concurrency = 16 } = options;
  let taken = 0;
  return async () => {
    if (taken >= concurrency) return;
    for (const job of await claimJobs(db, Object.keys(handlers), concurrency - taken)) {
      taken++;
      const done = perform(job, handlers[job.queue] as JobHandler, options).finally(() => {
        taken--;
        running.delete(job.id);
        // Several places are filled by one statement; the poll fills what is left.
        if (taken <= concurrency / 2) wake();
      });
      running.set(job.id, { job, done });
    }
  };
}

/** Whoever takes the job next must be able to see the effect of the last call of this attempt. */
async function handBack(db: Db, running: Running): Promise<void> {
  for (const { job } of running.values())
    await db
      .transaction((tx) => postponeJob(tx, job, LAST_CALL_MS))
      .catch((error) => {
        if (!(error instanceof LeaseLost)) throw error;
      });
}
