import { MINUTE_MS } from '../../lib/clock.ts';
import { adviceFor } from './advice.ts';
import { codes, TOKEN_REFUSED } from './codes.ts';
import { type Meaning, meaningOf } from './meanings.ts';

/** Feishu counts calls by the second and by the minute: what asks for longer is a mistake of the other side. */
const LONGEST_RESET_MS = MINUTE_MS;

/** Milliseconds from the seconds in `x-ogw-ratelimit-reset`, at most a minute; undefined where it has no number of them. */
export function resetMsIn(header: unknown): number | undefined {
  const seconds = typeof header === 'string' && /^\d+(\.\d+)?$/.test(header) ? Number(header) : Number.NaN;
  return seconds >= 0 ? Math.min(Math.ceil(seconds * 1_000), LONGEST_RESET_MS) : undefined;
}

/** Feishu answered otherwise than with a success. Judged by `code`, whatever the HTTP status. */
export class FeishuRefusal extends Error {
  readonly endpoint: string;
  readonly code: number;
  readonly status: number;
  readonly logId: string | undefined;
  /** What Feishu says of it, in its words. */
  readonly reason: string;
  /** Milliseconds after which the limit is lifted, when Feishu named them. */
  readonly resetMs: number | undefined;
  readonly meaning: Meaning;
  /** Whether the call may have had its effect all the same: only what Feishu is known to say of a call is sure. */
  readonly happened: 'no' | 'perhaps';

  constructor(endpoint: string, answer: RefusedAnswer, happened?: 'no') {
    super(`${endpoint} was refused: ${answer.code} ${answer.msg} (log_id ${answer.logId ?? 'unknown'})`);
    this.name = 'FeishuRefusal';
    this.endpoint = endpoint;
    this.code = answer.code;
    this.reason = answer.msg;
    this.status = answer.status;
    this.logId = answer.logId;
    this.resetMs = answer.resetMs;
    // The gateway answers 429 before anybody has looked at the call; a month's quota is not a moment's limit.
    this.meaning =
      answer.status === 429 && meaningOf(answer.code) === 'unknown' ? 'limit' : meaningOf(answer.code);
    this.happened = happened ?? (['final', 'limit', 'token'].includes(this.meaning) ? 'no' : 'perhaps');
  }

  /** The same refusal under the code that another generation of the API has for it; its message keeps Feishu's own. */
  as(code: number): FeishuRefusal {
    const { endpoint, status, logId, resetMs, reason: msg, message } = this;
    return Object.assign(new FeishuRefusal(endpoint, { code, msg, status, logId, resetMs }), { message });
  }

  /** The same failure of a call on the way to another one, which was not made. */
  ofEarlierCall(): FeishuRefusal {
    const { endpoint, code, status, logId, resetMs, reason: msg, message } = this;
    return Object.assign(new FeishuRefusal(endpoint, { code, msg, status, logId, resetMs }, 'no'), {
      message,
    });
  }

  describe(): object {
    const { endpoint, code, status, logId } = this;
    return { endpoint, code, status, log_id: logId, ...adviceFor(this.code) };
  }
}

/** What an operator can do about it, if it is a refusal of which that is known. */
export const adviceIn = (error: unknown): string | undefined =>
  error instanceof FeishuRefusal ? adviceFor(error.code).advice : undefined;

export interface RefusedAnswer {
  code: number;
  msg: string;
  status: number;
  logId: string | undefined;
  resetMs: number | undefined;
}

/** The call did not end in an answer. `happened` tells whether it may have taken effect all the same. */
export class FeishuUnreachable extends Error {
  readonly endpoint: string;
  readonly happened: 'no' | 'perhaps';
  readonly reason: string;
  readonly logId: string | undefined;

  constructor(endpoint: string, reason: string, happened: 'no' | 'perhaps', logId?: string) {
    super(`${endpoint} got no answer: ${reason}`);
    this.name = 'FeishuUnreachable';
    this.endpoint = endpoint;
    this.reason = reason;
    this.happened = happened;
    this.logId = logId;
  }

  describe(): object {
    const { endpoint, reason, happened, logId } = this;
    return { endpoint, reason, happened, log_id: logId };
  }
}

/** A limit that this bot keeps has no place soon; nothing was sent. */
export class LimitReached extends Error {
  readonly waitMs: number;

  constructor(limit: string, waitMs: number) {
    super(`no place within the limit ${limit} for ${waitMs} ms`);
    this.name = 'LimitReached';
    this.waitMs = waitMs;
  }
}

/** Whether the call that ended so certainly did nothing, provided that no try of it before may have. */
export const hadNoEffect = (error: unknown): boolean =>
  error instanceof LimitReached ||
  ((error instanceof FeishuRefusal || error instanceof FeishuUnreachable) && error.happened === 'no');

export const isRefusal = (error: unknown, ...wanted: number[]): error is FeishuRefusal =>
  error instanceof FeishuRefusal && wanted.includes(error.code);

export const isLimit = (error: unknown): error is FeishuRefusal =>
  error instanceof FeishuRefusal && error.meaning === 'limit';

/** A known statement about what was asked, or about the bot: the same call ends so again. */
export const isFinal = (error: unknown): error is FeishuRefusal =>
  error instanceof FeishuRefusal && error.meaning === 'final';

/** A trouble of Feishu, or on the way there, which is known to pass by itself. */
export const mayPass = (error: unknown): boolean =>
  error instanceof FeishuUnreachable ||
  error instanceof LimitReached ||
  (error instanceof FeishuRefusal && ['limit', 'token', 'internal', 'busy'].includes(error.meaning));

/** A known statement about what was asked, and not about the bot that asks: a fact, until that is changed. */
export const isStatement = (error: unknown): error is FeishuRefusal => isFinal(error) && !concernsBot(error);

/** A code that says nothing that anybody knows: once a few tries end so, it is open what was asked. */
export const isUnclear = (error: unknown): error is FeishuRefusal =>
  error instanceof FeishuRefusal && error.meaning === 'unknown';

/** Says something of the bot or its organisation, whatever was asked: once that is mended, the same call works. */
export const concernsBot = (error: unknown): error is FeishuRefusal =>
  isRefusal(error, codes.missingScope, codes.monthlyQuota, codes.addressNotAllowed, ...TOKEN_REFUSED);

/** The scopes that the refusal of a call names, one of which suffices. */
export const scopesIn = (reason: string): string[] =>
  (/\[([a-z0-9:_., ]{1,500})\]/.exec(reason)?.[1] ?? '').split(',').flatMap((one) => one.trim() || []);

/** What has to be mended when a call is refused so: the code, and the scopes where some are missing. */
export function causeOf({ code, reason }: Pick<FeishuRefusal, 'code' | 'reason'>): string {
  return code === codes.missingScope ? [code, ...scopesIn(reason)].join(' ') : String(code);
}
