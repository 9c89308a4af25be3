import { endsWithin } from '../lib/async/within.ts';
import type { Clock } from '../lib/clock.ts';
import { Postpone } from '../lib/outcome.ts';
import { aloneTurns } from './alone.ts';
import { type AttemptsDeps, attemptsUnderWay } from './attempts.ts';
import { fillers, type Groups } from './fill.ts';
import { handBack } from './hand-back.ts';
import { leaseKeeper } from './keep-leases.ts';
import { EXTEND_EVERY_MS, LAST_CALL_MS, sweepJobs } from './leases.ts';
import { repeat, singleFlight } from './loops.ts';
import type { JobHandler } from './perform.ts';
import { JOBS_CHANNEL } from './queue.ts';

export interface WorkerOptions extends AttemptsDeps, Groups {
  clock: Clock;
  /** Further upkeep of the database, once an hour. */
  hourly?: () => Promise<void>;
  /** Waited for before jobs are taken, for a short time. */
  beforeWork?: () => Promise<void>;
  /** Waited for before leases are judged by the clock. */
  beforeSweep?: () => Promise<void>;
  concurrency?: number;
  /** How often what became due is looked for, in ms; leases of the dead are not looked for more often. */
  pollMs?: number | undefined;
}

/** Works on jobs until stopped: at once when one is added, and by a poll for what became due. */
export function startWorker(options: WorkerOptions) {
  const { db, clock, log } = options;
  const stopping = new AbortController();
  const stopped = new AbortController();
  const handlers: Record<string, JobHandler> = Object.assign(
    {},
    options.handlers,
    ...(options.isolated ?? []),
  );
  const { running, begin, stopWatching, check } = attemptsUnderWay(handlers, options);
  const around = { running, begin, stopping: stopping.signal, stopped: stopped.signal, wake: () => wake() };
  const { fill, waits } = fillers(options, around);
  const alone = aloneTurns({ ...options, queues: Object.keys(handlers) }, around);

  const pull = singleFlight(async () => {
    await options.beforeWork?.();
    if (!stopping.signal.aborted) await alone.turn();
    if (!stopping.signal.aborted) await fill();
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
    /** Rejects while nothing was begun and nothing ended for a minute though work waits. */
    check: () => check(waits),
    /**
     * Takes no more jobs and waits for those under way; hands back what is not done within `graceMs`. Takes half a second
     * longer at most, and never fails: what a database that is away does not take back is freed by its lease.
     */
    async stop(graceMs: number) {
      stopping.abort();
      stopListening();
      const finished = look().then(() => Promise.all([loops, ...running.values()]));
      await endsWithin(clock, graceMs, finished);
      stopWatching();
      stopped.abort();
      for (const { ends } of running.keys()) ends.abort(new Postpone(LAST_CALL_MS, 'the bot stops'));
      await handBack(
        options,
        [...running.keys()].map(({ job }) => job),
      );
    },
  };
}

export type Worker = ReturnType<typeof startWorker>;
type Running = ReturnType<typeof attemptsUnderWay>['running'];

function upkeep(options: WorkerOptions, running: Running, poll: () => Promise<void>, until: AbortSignal) {
  const { db, clock, log, hourly, beforeSweep, pollMs = 1_000 } = options;
  const every = (ms: number, work: () => Promise<void>) =>
    repeat(clock, ms, until, () =>
      work().catch((error) => log.error({ err: error }, 'upkeep of the jobs failed')),
    );
  const leases = leaseKeeper(options, running);
  return Promise.all([
    every(pollMs, poll),
    every(EXTEND_EVERY_MS, async () => leases.keep()).then(leases.done),
    every(Math.max(EXTEND_EVERY_MS, pollMs), async () => {
      await beforeSweep?.();
      await sweepJobs(db);
    }),
    ...(hourly ? [every(3_600_000, hourly)] : []),
  ]);
}
