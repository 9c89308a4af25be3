import type { Logger } from 'pino';
import type { ZodType } from 'zod';
import { beforeEnd } from '../../lib/async/before-end.ts';
import type { Clock } from '../../lib/clock.ts';
import { workSignal } from '../../lib/work-signal.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { TOKEN_REFUSED } from './codes.ts';
import { type EndpointName, endpoints } from './endpoints.ts';
import { adviceIn, FeishuRefusal, FeishuUnreachable, isLimit, isRefusal } from './errors.ts';
import { idle, type Limiter } from './limiter.ts';
import type { Limit, Priority } from './limits.ts';
import { measured } from './measured.ts';
import type { Sdk } from './sdk.ts';
import type { TokenSource } from './token.ts';
import { unanswered } from './unanswered.ts';

type Send = (client: Sdk['client'], options: ReturnType<Sdk['withToken']>) => Promise<unknown>;

/** What one call is held to besides what holds for its endpoint. */
interface Held {
  /** To one person, or about one instance. */
  within?: Limit;
  /** Whether a person waits for it (by default), or it is one of many that may give way. */
  priority?: Priority;
}

interface Call<T> extends Held {
  endpoint: EndpointName;
  answer: ZodType<T>;
  send: Send;
}

export interface Gateway {
  /** Makes a platform call and returns its `data`. Throws `FeishuRefusal`, `FeishuUnreachable` or `LimitReached`. */
  call<T>(endpoint: EndpointName, answer: ZodType<T>, send: Send, held?: Held): Promise<T>;
  /** Whether the credentials yield a token; throws like `call`. */
  checkToken(): Promise<void>;
}

const MAX_TRIES = 3;
/** A person is waiting: what asks for more patience than this goes back to the job queue. */
const LONGEST_WAIT_MS = 20_000;

export function createGateway(deps: {
  sdk: Sdk;
  tokens: TokenSource;
  limiter: Limiter;
  clock: Clock;
  log: Logger;
  metrics: Pick<Metrics, 'call' | 'waited'>;
  /** Told of each refusal for which an operator has to mend something. */
  toMend?: ((refusal: FeishuRefusal) => void) | undefined;
  /** No call is begun once this is aborted: somebody else may be doing the work already. */
  stopped: AbortSignal;
}): Gateway {
  const { sdk, tokens, limiter, clock, log, metrics, stopped } = deps;
  const crowd = unanswered(clock);
  const isOver = () => stopped.aborted || workSignal()?.aborted === true;

  /** Nor is one once the work is over that it is made for; that ends the waiting for it, too. */
  async function leave<T>({ endpoint, within, priority }: Call<T>): Promise<string> {
    const refuse = (reason: string) => new FeishuUnreachable(endpoint, reason, 'no');
    const turn = async () => {
      // Without one, no place of the limits is used up, and who waited for it does not go all at once.
      await tokens.get();
      await limiter.pass(limitsOf(endpoint, within), priority);
      return tokens.get();
    };
    const ended = () => refuse('the work that it was to be made for has ended');
    const token = await beforeEnd(workSignal(), turn, ended).catch((error) => {
      throw withoutToken(error);
    });
    if (stopped.aborted) throw refuse('this process is stopping');
    return token;
  }

  async function once<T>(call: Call<T>): Promise<T> {
    const asked = clock.now();
    // What comes in bulk has queues of its own, whose few slots bound it.
    if (call.priority !== 'bulk') crowd.check(call.endpoint);
    const token = await leave(call);
    metrics.waited(call.endpoint, (clock.now() - asked) / 1_000);
    try {
      const send = () => call.send(sdk.client, sdk.withToken(token));
      const body = await crowd.during(call.endpoint, () => measured(deps, call.endpoint, send));
      return readAnswer(call, (body as { data?: unknown } | undefined)?.data ?? {});
    } catch (error) {
      if (isRefusal(error, ...TOKEN_REFUSED)) tokens.drop(token);
      if (adviceIn(error) !== undefined) deps.toMend?.(error as FeishuRefusal);
      throw error;
    }
  }

  return {
    async call(endpoint, answer, send, held) {
      const call = { endpoint, answer, send, ...held };
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(call);
        } catch (error) {
          const wait = patience(error, call, attempt);
          if (wait === undefined || isOver()) throw error;
          log.warn({ err: error, endpoint, attempt, wait_ms: wait }, 'platform call is repeated');
          await idle(clock, wait);
          // What became of this try stands, not that no other could be made.
          if (isOver()) throw error;
        }
      }
    },
    async checkToken() {
      await tokens.get();
    },
  };
}

/** The same gateway for calls of which there are many, and which give way to those that somebody waits for. */
export const inBulk = (gateway: Gateway): Gateway => ({
  ...gateway,
  call: (endpoint, answer, send, held) => gateway.call(endpoint, answer, send, { ...held, priority: 'bulk' }),
});

/** All that a call is held to: what holds for its endpoint, and what for whom or what it is about. */
function limitsOf(endpoint: EndpointName, within: Limit | undefined): Limit[] {
  const { rate } = endpoints[endpoint];
  return [...(rate ? [rate(endpoint)] : []), ...(within ? [within] : [])];
}

/** How long to wait before the same call is sent again, or undefined when it must not be. */
function patience(error: unknown, call: Call<unknown>, attempt: number): number | undefined {
  if (attempt >= MAX_TRIES) return undefined;
  if (isRefusal(error, ...TOKEN_REFUSED)) return attempt === 1 ? 0 : undefined;
  if (isLimit(error)) {
    const wait = error.resetMs ?? 1_000 * attempt;
    return wait <= LONGEST_WAIT_MS ? wait : undefined;
  }
  const failed = error instanceof FeishuUnreachable || error instanceof FeishuRefusal ? error : undefined;
  const again =
    failed &&
    (endpoints[call.endpoint].effect !== 'once' || failed.happened === 'no') &&
    attempt < triesOf(failed);
  return again ? 300 * attempt ** 2 : undefined;
}

/** What takes its time is for the job queue. A code that nobody knows may be a statement that comes again and again. */
function triesOf(failed: FeishuRefusal | FeishuUnreachable): number {
  if (failed instanceof FeishuUnreachable || failed.meaning === 'internal') return MAX_TRIES;
  return failed.meaning === 'unknown' ? 2 : 1;
}

/** Whatever became of the request for a token, the call itself was not made. */
function withoutToken(error: unknown): unknown {
  if (error instanceof FeishuRefusal) return error.ofEarlierCall();
  if (!(error instanceof FeishuUnreachable)) return error;
  return new FeishuUnreachable(error.endpoint, error.reason, 'no', error.logId);
}

/** An answer of another shape than documented is as good as none: for a write, its effect is uncertain. */
function readAnswer<T>(call: Call<T>, data: unknown): T {
  const parsed = call.answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0];
  throw new FeishuUnreachable(
    call.endpoint,
    `answer not understood at ${where?.path.join('.')}: ${where?.message}`,
    'perhaps',
  );
}
