import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Db, Tx } from '../store/db.ts';
import { traced } from '../trace.ts';
import { failJob, finishJob, LeaseLost, postponeJob, quarantineJob } from './end.ts';
import {
  backoffMs,
  GiveUp,
  MAX_DEATHS,
  MAX_FAILURES,
  PATIENCE_MS,
  Passing,
  Postpone,
  underlying,
} from './outcome.ts';
import type { Job } from './queue.ts';

/** What a finished job writes: committed together with its end, or not at all. */
export type Writes = (tx: Tx) => Promise<void>;

export interface JobHandler {
  /** How long after its making a job may still be tried again, ms; ten minutes by default. */
  patienceMs?: number;
  /** Does the work. Runs at least once, so each effect needs an identity of its own. */
  run(job: Job): Promise<Writes | undefined>;
  /** Tells whoever waits for it, when no attempt can help any more; committed with the quarantine. */
  gaveUp?(job: Job, error: unknown, tx: Tx): Promise<void>;
}

export interface PerformParts {
  db: Db;
  clock: Pick<Clock, 'now'>;
  log: Logger;
  metrics: Pick<Metrics, 'finished' | 'effect'>;
  random: () => number;
}

/** Runs one claimed job to its end, whichever that is; never throws. */
export async function perform(job: Job, handler: JobHandler, parts: PerformParts): Promise<void> {
  const { queue, key, cause } = job;
  const { clock, metrics } = parts;
  const began = clock.now();
  // This clock may differ from the database's, so it only tells what has passed since.
  const age = () => job.ageMs + clock.now() - began;
  const outcome = await traced({ ids: { queue, key }, cause }, () => attempt(job, handler, parts, age));
  metrics.finished(queue, outcome, age() / 1_000);
  if (outcome === 'done' && cause?.receivedAt !== undefined)
    metrics.effect(queue, (clock.now() - cause.receivedAt) / 1_000);
}

async function attempt(
  job: Job,
  handler: JobHandler,
  parts: PerformParts,
  age: () => number,
): Promise<string> {
  const { db, log } = parts;
  try {
    // A job that kills its process must not do so for ever.
    if (job.deaths >= MAX_DEATHS) throw new GiveUp('the worker died each time');
    const writes = await handler.run(job);
    await db.transaction(async (tx) => {
      await finishJob(tx, job);
      await writes?.(tx);
    });
    return 'done';
  } catch (error) {
    const ids = { attempt: job.attempts, err: underlying(error) };
    try {
      const outcome = await settle(job, handler, error, parts, age());
      log[outcome === 'quarantined' ? 'error' : 'warn']({ ...ids, outcome }, 'job did not succeed');
      return outcome;
    } catch (second) {
      log.error({ ...ids, second }, 'job could not be settled; its lease will free it');
      return 'unsettled';
    }
  }
}

async function settle(job: Job, handler: JobHandler, error: unknown, parts: PerformParts, age: number) {
  if (error instanceof LeaseLost) return 'lost';
  const { db, random } = parts;
  const reason = reasonOf(error);
  const delay = error instanceof Postpone ? spread(error.delayMs, random) : backoffMs(job.failures, random);
  if (isHopeless(error, job, age + delay > (handler.patienceMs ?? PATIENCE_MS)))
    return giveUp(job, handler, error, parts);
  return await db.transaction(async (tx) => {
    if (error instanceof Postpone) await postponeJob(tx, job, delay);
    else await failJob(tx, job, delay, reason);
    return error instanceof Postpone ? 'postponed' : 'retried';
  });
}

/** Where the telling fails again and again, the job must not come back for ever: it is quarantined without. */
async function giveUp(job: Job, handler: JobHandler, error: unknown, { db, log }: PerformParts) {
  const reason = reasonOf(error);
  const andTell = () =>
    db.transaction(async (tx) => {
      await quarantineJob(tx, job, reason);
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

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Jobs that wait for the same limit must not all come back at the same moment. */
const spread = (ms: number, random: () => number) => Math.round(ms + random() * Math.min(ms, 2_000));

function isHopeless(error: unknown, job: Job, patienceEnds: boolean): boolean {
  if (error instanceof GiveUp) return true;
  if (error instanceof Passing || error instanceof Postpone) return patienceEnds;
  return job.failures + 1 >= MAX_FAILURES;
}
