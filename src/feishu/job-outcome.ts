import { GiveUp, Passing, Postpone } from '../lib/outcome.ts';
import { isFinal, isLimit, LimitReached, mayPass } from './gateway/errors.ts';
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
