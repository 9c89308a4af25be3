import { isFinal, isLimit, LimitReached, mayPass } from '../feishu/gateway/errors.ts';
import { HOUR_MS } from '../lib/clock.ts';

/** Nothing that a job may have to wait for takes longer; after it, it looks again. */
const LONGEST_DELAY_MS = HOUR_MS;

/**
 * Thrown by a job that should run again later though nothing went wrong, for instance because a limit asks for it: after an
 * hour at most, whatever is asked for.
 */
export class Postpone extends Error {
  readonly delayMs: number;
  constructor(delayMs: number, why: string, cause?: unknown) {
    super(why, { cause });
    this.delayMs = Math.min(Math.max(0, delayMs || 0), LONGEST_DELAY_MS);
  }
}

/** Thrown by a job that met a trouble which passes by itself: it is tried again for as long as its queue has patience. */
export class Passing extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** Thrown by a job that no further attempt can help. */
export class GiveUp extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause });
  }
}

/** An attempt had no time left, or no lease to work under. */
export class OutOfTime extends Error {}

/** What is behind an outcome. */
export const underlying = (error: unknown) =>
  error instanceof GiveUp || error instanceof Passing || error instanceof Postpone
    ? (error.cause ?? error)
    : error;

/** How often a job may fail for a reason that nobody foresaw. */
export const MAX_FAILURES = 6;

/**
 * The suspicion against a job. A process that dies makes a suspect (1) of each job that it held, and most of them are not to
 * blame: from then on they run alone, and one that ends so is a suspect no more. Only of what was alone it is known.
 */
export const SUSPECT = 1;
export const ENDED_ONE_ALONE = 2;
/** It is not run again, and whoever waits for it is told. */
export const CONDEMNED = 3;

/** After which an attempt may begin no call any more, unless its queue says otherwise. */
export const LONGEST_MS = 2 * 60_000;
/** The same for jobs that come in thousands: each of their calls may wait for the calls that people wait for. */
export const BULK_LONGEST_MS = 5 * 60_000;

/** For how long a person waits for an effect before hearing that it did not come. */
export const PATIENCE_MS = 10 * 60_000;

/** 2 s, 4 s, 8 s … up to a minute, with up to a quarter more, so that jobs that failed together don't return together. */
export function backoffMs(failures: number, random: () => number): number {
  return Math.round(Math.min(60_000, 2_000 * 2 ** failures) * (1 + random() / 4));
}

/**
 * What a failed platform call means for its job: a limit postpones it, a known statement ends it, a missing answer and a
 * failure of Feishu's own pass. A code that nobody knows gets a few tries, like anything else that is not foreseen.
 */
export function jobOutcome(error: unknown): unknown {
  if (error instanceof LimitReached) return new Postpone(Math.max(1_000, error.waitMs), error.message, error);
  if (isLimit(error)) return new Postpone(Math.max(1_000, error.resetMs ?? 5_000), error.message, error);
  if (isFinal(error)) return new GiveUp(error.message, error);
  return error instanceof Error && mayPass(error) ? new Passing(error) : error;
}
