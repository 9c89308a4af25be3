import express, { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Envelope } from '../../feishu/events/envelope.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { admit, Rejected, type Secrets } from './admit.ts';
import { signatureHeaders } from './signature.ts';

const WEBHOOK_PATH = '/webhook/event';

const NOT_RECORDED = 'not recorded, please deliver again';

const MAX_BODY_BYTES = 1024 * 1024;

export interface WebhookParts {
  secrets: Secrets;
  clock: Pick<Clock, 'now'>;
  log: Logger;
  metrics: Pick<Metrics, 'rejected'>;
  /** While it is not, events are to come again later. */
  isOpen(): boolean;
  /** Makes the event durable, or answers the callback; what it returns is the body of the answer. */
  receive(envelope: Envelope): Promise<object>;
}

/**
 * `POST /webhook/event`: events and card callbacks, on raw bytes.
 * https://open.feishu.cn/document/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 */
export function webhook(parts: WebhookParts): Router {
  const router = Router();
  router
    .route(WEBHOOK_PATH)
    .all(onlyWhenOpen(parts))
    .post(onlyJson, rawBody, receive(parts))
    .all((_request, response) => {
      response.set('Allow', 'POST').status(405).json({ error: 'only POST' });
    });
  router.use(refuse(parts));
  return router;
}

function onlyWhenOpen({ isOpen }: WebhookParts): RequestHandler {
  return (_request, response, next) => {
    if (isOpen()) next();
    else response.status(503).json({ error: NOT_RECORDED });
  };
}

const onlyJson: RequestHandler = (request, _response, next) => {
  next(
    request.is('application/json')
      ? undefined
      : new Rejected(415, 'the content type is not application/json'),
  );
};

const rawBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });

function receive({ secrets, clock, receive: take }: WebhookParts): RequestHandler {
  return async (request, response) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = signatureHeaders((name) => request.get(name));
    const admitted = admit(raw, signed, secrets, clock.now());
    answer(response, 'challenge' in admitted ? admitted : await take(admitted.envelope));
  };
}

/** Without Express's negotiation: of this answer there are thousands. */
function answer(response: Response, body: object) {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  };
  response.writeHead(200, headers).end(text);
}

/** Says nothing to the sender but the status; a failure of ours is a 500, so that Feishu delivers again. */
function refuse({ log, metrics }: WebhookParts): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const status = Number.isInteger(error?.status) ? error.status : 500;
    if (status >= 500) log.error({ err: error }, 'an event could not be taken in');
    else log.warn({ status, reason: error.message, from: request.ip }, 'a request was rejected');
    metrics.rejected(error instanceof Rejected ? error.message : `HTTP ${status}`);
    if (response.headersSent || response.destroyed) return;
    response.status(status).json({ error: status >= 500 ? NOT_RECORDED : 'rejected' });
  };
}
