import { type Clock, endsWithin } from '../clock.ts';
import { aloneTurns } from './alone.ts';
import { type Attempt, newAttempt } from './attempt.ts';
import { claimJobs } from './claim.ts';
import { handBackJob, LeaseLost } from './end.ts';
import { leaseKeeper } from './keep-leases.ts';
import { EXTEND_EVERY_MS, LAST_CALL_MS, sweepJobs } from './leases.ts';
import { repeat, singleFlight } from './loops.ts';
import { Postpone } from './outcome.ts';
import { type JobHandler, type PerformParts, perform } from './perform.ts';
import { JOBS_CHANNEL, type Job } from './queue.ts';

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

/** Attempts, not jobs: one that has lost its lease may still run beside the next attempt at the same job. */
type Running = Map<Attempt, Promise<void>>;

/** How long the database has to take back what is not done. */
const HAND_BACK_MS = 500;

/** Works on jobs until stopped: at once when one is added, and by a poll for what became due. */
export function startWorker(options: WorkerOptions) {
  const { db, clock, log } = options;
  const running: Running = new Map();
  const stopping = new AbortController();
  const stopped = new AbortController();
  const groups = [options.handlers, ...(options.apart ?? [])].filter(
    (handlers) => Object.keys(handlers).length > 0,
  );
  const handlers: Record<string, JobHandler> = Object.assign({}, ...groups);
  const begin = (job: Job): Promise<void> => {
    const attempt = newAttempt(job);
    running.set(attempt, Promise.resolve());
    const done = perform(attempt, handlers[job.queue] as JobHandler, options).finally(() => {
      running.delete(attempt);
    });
    running.set(attempt, done);
    return done;
  };
  const around = { running, begin, stopping: stopping.signal, stopped: stopped.signal, wake: () => wake() };
  const fills = groups.map((group) => filler(Object.keys(group), options, around));
  const alone = aloneTurns({ ...options, queues: Object.keys(handlers) }, around);

  const pull = singleFlight(async () => {
    await options.calm?.();
    if (!stopping.signal.aborted) await alone.turn();
    if (!stopping.signal.aborted) await Promise.all(fills.map((fill) => fill()));
  });
  const look = () => pull().catch((error) => log.error({ err: error }, 'jobs could not be claimed'));
  const wake = () => void look();

  const stopListening = db.listen(JOBS_CHANNEL, wake);
  const poll = () => {
    alone.ask();
    return pull();
  };
  const loops = upkeep(options, running, poll, stopping.signal);
  wake();

  return {
    /**
     * Takes no more jobs and waits for those under way; hands back what is not done within `graceMs`. Takes half a second
     * longer at most, and never fails: what a database that is away does not take back is freed by its lease.
     */
    async stop(graceMs: number) {
      stopping.abort();
      stopListening();
      const finished = look().then(() => Promise.all([loops, ...running.values()]));
      await endsWithin(clock, graceMs, finished);
      stopped.abort();
      for (const { ends } of running.keys()) ends.abort(new Postpone(LAST_CALL_MS, 'the bot stops'));
      await handBack(options, running);
    },
  };
}

function upkeep(options: WorkerOptions, running: Running, poll: () => Promise<void>, until: AbortSignal) {
  const { db, clock, log, hourly, pollMs = 1_000 } = options;
  const every = (ms: number, work: () => Promise<void>) =>
    repeat(clock, ms, until, () =>
      work().catch((error) => log.error({ err: error }, 'upkeep of the jobs failed')),
    );
  const leases = leaseKeeper(options, running);
  return Promise.all([
    every(pollMs, poll),
    every(EXTEND_EVERY_MS, async () => leases.keep()).then(leases.done),
    every(EXTEND_EVERY_MS, () => sweepJobs(db)),
    ...(hourly ? [every(3_600_000, hourly)] : []),
  ]);
}

/** Takes jobs of some queues into the places that are free for them. */
function filler(
  queues: string[],
  { db, concurrency = 16 }: WorkerOptions,
  { begin, stopped, wake }: { begin(job: Job): Promise<void>; stopped: AbortSignal; wake(): void },
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

/** Whoever takes the job next must be able to see the effect of the last call of this attempt. */
async function handBack({ db, clock, log }: WorkerOptions, running: Running): Promise<void> {
  const left = new Set([...running.keys()].map(({ job }) => job));
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
  const jobs = [...left].map(({ id }) => id);
  if (jobs.length > 0) log.warn({ jobs, err }, 'jobs are not handed back; their leases will free them');
}
