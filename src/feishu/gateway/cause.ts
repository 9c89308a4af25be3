import { codes } from './codes.ts';
import type { FeishuRefusal } from './errors.ts';

/** The scopes that the refusal of a call names, one of which suffices. */
export const scopesIn = (reason: string): string[] =>
  (/\[([a-z0-9:_., ]{1,500})\]/.exec(reason)?.[1] ?? '').split(',').flatMap((one) => one.trim() || []);

/** What has to be mended when a call is refused so: the code, and the scopes where some are missing. */
export function causeOf({ code, reason }: Pick<FeishuRefusal, 'code' | 'reason'>): string {
  return code === codes.missingScope ? [code, ...scopesIn(reason)].join(' ') : String(code);
}
