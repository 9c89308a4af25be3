import { FeishuRefusal, isLimit } from '../feishu/gateway/errors.ts';

/** Thrown by a job that should run again later though nothing went wrong, for instance because a limit asks for it. */
export class Postpone extends Error {
  readonly delayMs: number;
  constructor(delayMs: number, why: string) {
    super(why);
    this.delayMs = delayMs;
  }
}

/** Thrown by a job that no further attempt can help. */
export class GiveUp extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause });
  }
}

export const MAX_FAILURES = 6;

/** 2 s, 4 s, 8 s, 16 s, 32 s with up to a quarter more, so that jobs that failed together don't return together. */
export function backoffMs(failures: number, random: () => number): number {
  return Math.round(2_000 * 2 ** failures * (1 + random() / 4));
}

/**
 * What a failed platform call means for its job: a limit postpones it, a refusal ends it (unless its code is one that
 * passes), anything else is tried again.
 */
export function jobOutcome(error: unknown, passing: number[] = []): unknown {
  if (isLimit(error)) return new Postpone(error.resetMs ?? 5_000, error.message);
  if (error instanceof FeishuRefusal && !passing.includes(error.code))
    return new GiveUp(error.message, error);
  return error;
}
