import { createHash } from 'node:crypto';
import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { CardBook } from '../../cards/book.ts';
import type { QuickRefusal } from '../../cards/keys.ts';
import { sealedPart, textSealed } from '../../feishu/events/decrypt.ts';
import { constantTimeEqual } from '../../lib/constant-time-equal.ts';
import { rawBody } from '../../lib/http/body.ts';
import type { Language } from '../../lib/language.ts';
import { parsed } from '../../lib/parsed.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { quickAction } from './action.ts';
import { firstOutcome } from './await.ts';
import type { QuickDeps } from './deps.ts';
import { takeAction } from './take.ts';

// A text that does not end is one token as well, or each quote in it would be looked at again to the end.
const TOKEN = /"[^"\\]*(?:\\[\s\S][^"\\]*)*\\?(?:"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const isInexact = (token: string) => /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));

/**
 * JSON whose integers stay what they are: one that a number can't hold exactly comes as a text of its digits. Throws a
 * `SyntaxError` like `JSON.parse`.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (isInexact(token) ? `"${token}"` : token)));
}

const CALLBACK_PATH = '/external/callback';

export interface CallbackDeps extends QuickDeps {
  /** With a key, only what is encrypted with it is taken. */
  secrets: { token: string; key: string | undefined };
  cards: CardBook;
  /** Of the person Feishu tells nothing but an id. */
  language: Language;
  metrics: Pick<Metrics, 'rejected'>;
}

const MOST_BODY_BYTES = 1024 * 1024;
/** Feishu waits 5 s; the rest is for the way. */
const PATIENCE_MS = 3_500;

/** A request that is turned away, with the sentence for the person and the reason for the log. */
class Refused extends Error {
  readonly status: number;
  readonly key: QuickRefusal;
  constructor(status: number, key: QuickRefusal, reason: string) {
    super(reason);
    this.status = status;
    this.key = key;
  }
}

/**
 * `POST /external/callback`: a person has acted on a third-party task in Feishu.
 * https://open.feishu.cn/document/ukTMukTMukTM/ukjNyYjL5YjM24SO2IjN/quick-approval-callback
 */
export function quickApprovalCallback(deps: CallbackDeps): Router {
  const router = Router();
  router
    .route(CALLBACK_PATH)
    .post(rawBody(MOST_BODY_BYTES), receive(deps))
    .all((_request, response) => {
      response.set('Allow', 'POST').status(405).json({ error: 'only POST' });
    });
  router.use(CALLBACK_PATH, refuse(deps));
  return router;
}

function receive(deps: Omit<CallbackDeps, 'metrics'>): RequestHandler {
  const { clock, log } = deps;
  return async (request, response) => {
    const until = clock.steady() + PATIENCE_MS;
    const { action, seal } = admitted(request.body, deps);
    const taken = await takeAction(deps, action, seal);
    if ('refused' in taken) throw new Refused(statusOf(taken.refused), taken.refused, taken.refused);
    log.info({ webhook_id: taken.id, instance_id: action.instance_id }, 'quick approval taken in');
    const outcome = await firstOutcome(deps, taken.id, until);
    if (outcome.fine) return void response.json({});
    const message = outcome.message ?? deps.cards.text(deps.language, 'quick.failed_later');
    answer(response, 422, message);
  };
}

const statusOf = (key: QuickRefusal) => (key === 'quick.try_again' ? 503 : 422);

/** What says only somebody who knows the secrets. Throws `Refused`. */
function admitted(raw: Buffer, { secrets: { token, key } }: Pick<CallbackDeps, 'secrets'>) {
  const content = unauthentic(() =>
    parseExact(key ? textSealed(sealedPart(raw), key) : raw.toString('utf8')),
  );
  const given = (content as { token?: unknown } | null)?.token;
  // Compared even when it is missing: how long it takes must tell nothing.
  const valid = constantTimeEqual(typeof given === 'string' ? given : '', token) && typeof given === 'string';
  if (!valid) throw new Refused(401, 'quick.unauthentic', 'the token of a quick approval is wrong');
  const action = parsed(quickAction, content);
  if (!action.success)
    throw new Refused(422, 'quick.not_found', `unreadable at ${action.error.issues[0]?.path.join('.')}`);
  const seal = key ? createHash('sha256').update(sealedPart(raw)).digest('hex') : undefined;
  return { action: action.data, seal };
}

function unauthentic<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Refused(401, 'quick.unauthentic', 'a quick approval can not be read');
  }
}

/** Above 400, Feishu shows the message. */
const answer = (response: Response, status: number, message: string) =>
  response.status(status).json({ message, without_prefix: 'true' });

function refuse({
  cards,
  language,
  log,
  metrics,
}: Pick<CallbackDeps, 'cards' | 'language' | 'log' | 'metrics'>): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const known = error instanceof Refused;
    const status = Number.isInteger(error?.status) ? Math.max(401, error.status) : 500;
    if (status >= 500 && !known) log.error({ err: error }, 'a quick approval could not be taken in');
    else log.warn({ status, reason: error.message, from: request.ip }, 'a quick approval was refused');
    metrics.rejected(`quick approval: ${known ? error.key : `HTTP ${status}`}`);
    if (response.headersSent || response.destroyed) return;
    answer(response, status, cards.text(language, known ? error.key : 'quick.try_again'));
  };
}
