import { codes } from '../../feishu/gateway/codes.ts';
import type { FeishuRefusal } from '../../feishu/gateway/errors.ts';

/** What has to be mended when a call is refused so: the code, and the scopes where some are missing. */
export function causeOf({ code, reason }: Pick<FeishuRefusal, 'code' | 'reason'>): string {
  if (code !== codes.missingScope) return String(code);
  const [, scopes = ''] = /\[([a-z0-9:_., ]+)\]/.exec(reason) ?? [];
  return `${code} ${scopes}`.trim();
}
