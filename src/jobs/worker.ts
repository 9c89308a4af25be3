import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Db } from '../store/db.ts';
import { type JobHandler, perform } from './perform.ts';
import { claimJobs, extendLeases, JOBS_CHANNEL, type Job, LEASE_MS, sweepJobs } from './queue.ts';

export interface WorkerOptions {
  db: Db;
  /** By queue. */
  handlers: Record<string, JobHandler>;
  /** Further groups of queues, each with places of its own, so that none waits behind another. */
  apart?: Record<string, JobHandler>[];
  clock: Clock;
  log: Logger;
  random: () => number;
  /** Further upkeep of the database, once an hour. */
  hourly?: () => Promise<void>;
  concurrency?: number;
  pollMs?: number;
}

type Running = Map<number, { job: Job; done: Promise<void> }>;

/** Works on jobs until stopped: at once when one is added, and by a poll for what became due. */
export function startWorker(options: WorkerOptions) {
  const { db, clock, log, hourly = async () => {}, pollMs = 1_000 } = options;
  const running: Running = new Map();
  const stopping = new AbortController();
  const fills = [options.handlers, ...(options.apart ?? [])]
    .filter((handlers) => Object.keys(handlers).length > 0)
    .map((handlers) => filler(handlers, options, running, () => wake()));

  const pull = singleFlight(async () => {
    if (!stopping.signal.aborted) await Promise.all(fills.map((fill) => fill()));
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

/** Takes jobs of some queues into the places that are free for them. */
function filler(
  handlers: Record<string, JobHandler>,
  options: WorkerOptions,
  running: Running,
  onFree: () => void,
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
        onFree();
      });
      running.set(job.id, { job, done });
    }
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
