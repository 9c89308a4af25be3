import type { NoticeKey } from '../cards/keys.ts';
import { codes } from '../feishu/gateway/codes.ts';
import { isRefusal, mayPass } from '../feishu/gateway/errors.ts';

/** The sentence for a failure that could befall any feature. */
export function generalProblem(error: unknown): NoticeKey {
  if (isRefusal(error, codes.missingScope)) return 'error.scope';
  if (isRefusal(error, codes.monthlyQuota)) return 'error.quota';
  return mayPass(error) ? 'error.network' : 'error.unexpected';
}
