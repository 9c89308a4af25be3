import type { PlainNotice, ProblemKey } from '../cards/keys.ts';
import { codes, SET_UP } from '../feishu/gateway/codes.ts';
import { isRefusal, isStatement, mayPass } from '../feishu/gateway/errors.ts';

/** The sentence for a failure that could befall any feature. */
export function generalProblem(error: unknown): ProblemKey {
  if (isRefusal(error, codes.missingScope)) return 'error.scope';
  if (isRefusal(error, codes.monthlyQuota)) return 'error.quota';
  if (isRefusal(error, ...SET_UP)) return 'error.setup';
  if (isStatement(error)) return 'error.refused';
  return mayPass(error) ? 'error.network' : 'error.unexpected';
}

/** A sentence with the reference, where it asks to hand that on: an operator finds by it what happened. */
export const withReference = (
  key: ProblemKey,
  reference: string,
): { key: PlainNotice } | { key: Exclude<ProblemKey, PlainNotice>; params: { reference: string } } =>
  key === 'error.unexpected' || key === 'error.refused' || key === 'message.undrawable'
    ? { key, params: { reference } }
    : { key };
