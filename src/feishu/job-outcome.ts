import { InvalidId } from '../lib/ids.ts';
import { GiveUp, isOutcome, Passing, Postpone } from '../lib/outcome.ts';
import { isFinal, isLimit, LimitReached, mayPass } from './gateway/errors.ts';

/**
 * What a failure means for the job that met it: a limit postpones it, a known statement ends it, a missing answer and a
 * failure of Feishu's own pass. A code that nobody knows gets a few tries, like anything else that is not foreseen. What a
 * handler wraps in an error of its own is judged by its `cause`, and told as that error.
 */
export function jobOutcome(error: unknown, thrown: unknown = error): unknown {
  if (isOutcome(error)) return error;
  if (error instanceof LimitReached)
    return new Postpone(Math.max(1_000, error.waitMs), error.message, thrown);
  if (isLimit(error)) return new Postpone(Math.max(1_000, error.resetMs ?? 5_000), error.message, thrown);
  if (isFinal(error) || error instanceof InvalidId) return new GiveUp(error.message, thrown);
  if (!(error instanceof Error && thrown instanceof Error)) return thrown;
  if (mayPass(error)) return new Passing(thrown, error.message);
  return error.cause === undefined ? thrown : jobOutcome(error.cause, thrown);
}
