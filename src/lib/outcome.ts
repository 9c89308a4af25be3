import { HOUR_MS } from './clock.ts';

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
  constructor(cause: Error, why = cause.message) {
    super(why, { cause });
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

export const isOutcome = (error: unknown) =>
  error instanceof GiveUp || error instanceof Passing || error instanceof Postpone;

/** What is behind an outcome. */
export const underlying = (error: unknown) => (isOutcome(error) ? (error.cause ?? error) : error);
