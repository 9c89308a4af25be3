import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import { GiveUp, OutOfTime, Passing, Postpone, underlying } from '../lib/outcome.ts';
import { traced } from '../lib/trace.ts';
import type { Db, Tx } from '../store/db.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Attempt, withinLongest } from './attempt.ts';
import { condemnJob, failJob, finishJob, LeaseLost, postponeJob, quarantineJob } from './end.ts';
import { LAST_CALL_MS } from './leases.ts';
import { backoffMs, CONDEMNED, LONGEST_MS, MAX_FAILURES, PATIENCE_MS, SUSPECT } from './outcome.ts';
import type { Job } from './queue.ts';

/** What a finished job writes: committed together with its end, or not at all. */
export type Writes = (tx: Tx) => Promise<void>;

export interface JobHandler {
  /** How long after its making a job may still be tried again, ms; ten minutes by default. */
  patienceMs?: number;
  /** How long an attempt may take until it begins its last call, ms; two minutes by default. */
  longestMs?: number;
  /** How many at once in this process, in a queue that is isolated; as many as in any other by default. */
  slots?: number;
  /** Of these, how many one person may have; `FEW` by default. */
  share?: number;
  /** Does the work. Runs at least once, so each effect needs an identity of its own. */
  run(job: Job): Promise<Writes | undefined>;
  /** Tells whoever waits for it, when no attempt can help any more; committed with the quarantine. */
  gaveUp?(job: Job, error: unknown, tx: Tx): Promise<void>;
}

export interface PerformDeps {
  db: Db;
  clock: Pick<Clock, 'now' | 'steady' | 'sleep'>;
  log: Logger;
  metrics: Pick<Metrics, 'finished' | 'effect'>;
  random: () => number;
  /** What a failure that a handler throws means for its job: one of the outcomes, or the error itself where nothing is known. */
  judge(error: unknown): unknown;
}

interface AttemptDeps extends PerformDeps {
  /** Looks whether the event loop was held up. */
  look(): void;
}

/** Runs one attempt to its end, whichever that is; never throws. */
export async function perform(attempt: Attempt, handler: JobHandler, deps: AttemptDeps): Promise<void> {
  const { job } = attempt;
  const { queue, key, cause } = job;
  const { clock, metrics } = deps;
  const began = clock.steady();
  // This clock may differ from the database's, so it only tells what has passed since.
  const age = () => job.ageMs + clock.steady() - began;
  const outcome = await traced({ ids: { queue, key }, cause }, () => work(attempt, handler, deps, age));
  metrics.finished(queue, outcome, age() / 1_000);
  if (outcome === 'done' && cause?.receivedAt !== undefined)
    metrics.effect(queue, (clock.now() - cause.receivedAt) / 1_000);
}

async function work(
  attempt: Attempt,
  handler: JobHandler,
  deps: AttemptDeps,
  age: () => number,
): Promise<string> {
  const { db, log } = deps;
  const { job } = attempt;
  try {
    if (job.suspicion >= CONDEMNED) throw new GiveUp('its process ended twice while nothing else ran there');
    const writes = await withinLongest(attempt, handler.longestMs ?? LONGEST_MS, deps, () =>
      handler.run(job).catch((error) => {
        throw deps.judge(error);
      }),
    );
    await db.transaction(async (tx) => {
      await finishJob(tx, job);
      await writes?.(tx);
    });
    return 'done';
  } catch (error) {
    const ids = { attempt: job.attempts, err: underlying(error) };
    try {
      const outcome = await settle(attempt, handler, error, deps, age()).catch(ifLost(attempt, db));
      log[outcome === 'quarantined' ? 'error' : 'warn']({ ...ids, outcome }, 'job did not succeed');
      return outcome;
    } catch (second) {
      log.error({ ...ids, second }, 'job could not be settled; its lease will free it');
      return 'unsettled';
    }
  }
}

const ifLost =
  ({ job, blamed }: Attempt, db: Db) =>
  async (error: unknown) => {
    if (!(error instanceof LeaseLost)) throw error;
    if (blamed === 'surely') await db.transaction((tx) => condemnJob(tx, job));
    return 'lost';
  };

async function settle(
  { job, ends, blamed }: Attempt,
  handler: JobHandler,
  thrown: unknown,
  deps: PerformDeps,
  age: number,
) {
  const { db, random } = deps;
  if (thrown instanceof LeaseLost) throw thrown;
  const error = blamed === 'surely' ? asFinal(thrown) : thrown;
  const reason = reasonOf(error);
  const wanted = error instanceof Postpone ? spread(error.delayMs, random) : backoffMs(job.failures, random);
  // A call that was cut off may still be taking effect.
  const delay = ends.signal.aborted ? Math.max(LAST_CALL_MS, wanted) : wanted;
  if (isHopeless(error, job, age + delay > (handler.patienceMs ?? PATIENCE_MS)))
    return giveUp(job, handler, error, deps);
  const suspicion = blamed ? SUSPECT : 0;
  return await db.transaction(async (tx) => {
    if (error instanceof Postpone) await postponeJob(tx, job, delay, suspicion);
    else await failJob(tx, job, delay, reason, suspicion);
    if (error instanceof Postpone) return 'postponed';
    return underlying(error) instanceof OutOfTime ? 'out of time' : 'retried';
  });
}

/** Where the telling fails again and again, the job must not come back for ever: it is quarantined without. */
async function giveUp(job: Job, handler: JobHandler, error: unknown, { db, log }: PerformDeps) {
  const reason = reasonOf(error);
  const andTell = () =>
    db.transaction(async (tx) => {
      await quarantineJob(tx, job, reason);
      // It ended the process once more, at being given up.
      if (job.suspicion > CONDEMNED) return;
      await handler.gaveUp?.(job, underlying(error), tx);
    });
  try {
    // What failed the first time may have been the database.
    await andTell().catch((second) => {
      if (second instanceof LeaseLost) throw second;
      return andTell();
    });
  } catch (second) {
    if (second instanceof LeaseLost) throw second;
    log.error({ err: second }, 'nobody could be told that a job is given up');
    await db.transaction((tx) => quarantineJob(tx, job, `${reason}; telling failed: ${reasonOf(second)}`));
  }
  return 'quarantined';
}

/** What holds up its process must not do so again. */
const asFinal = (error: unknown) =>
  error instanceof GiveUp ? error : new GiveUp(`it held up its process; ${reasonOf(error)}`);

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Jobs that wait for the same limit must not all come back at the same moment. */
const spread = (ms: number, random: () => number) => Math.round(ms + random() * Math.min(ms, 2_000));

function isHopeless(error: unknown, job: Job, patienceEnds: boolean): boolean {
  if (error instanceof GiveUp) return true;
  if (error instanceof Passing || error instanceof Postpone) return patienceEnds;
  return job.failures + 1 >= MAX_FAILURES;
}
