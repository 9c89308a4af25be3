import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Envelope } from '../../feishu/events/envelope.ts';
import type { Metrics } from '../../ops/metrics.ts';
import { traced } from '../../trace.ts';
import type { Door } from '../channel.ts';
import { admit, type Secrets } from './admit.ts';
import { Rejected } from './rejected.ts';
import { rawBody } from './request.ts';
import { signatureHeaders } from './signature.ts';

const WEBHOOK_PATH = /^\/webhook\/event\/?(\?|$)/i;

const NOT_RECORDED = 'not recorded, please deliver again';

export interface WebhookParts {
  secrets: Secrets;
  /** A request that is fresh by one of the moments that it may be now is fresh. */
  clock: { moments(): number[] };
  log: Logger;
  metrics: Pick<Metrics, 'rejected'>;
  /** Names a request in the log. */
  newId: () => string;
  /** While it is not, events are to come again later. */
  isOpen(): boolean;
  /** Makes the event durable, or answers the callback; what it returns is the body of the answer. */
  receive(envelope: Envelope): Promise<object>;
}

/**
 * `POST /webhook/event`: events and card callbacks, on raw bytes.
 * https://open.feishu.cn/document/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 */
export function webhook(parts: WebhookParts): Door {
  return (request, response) => {
    if (!WEBHOOK_PATH.test(request.url ?? '')) return false;
    if (parts.isOpen()) traced({ ids: { request_id: parts.newId() } }, () => serve(parts, request, response));
    else answer(response, 503, { error: NOT_RECORDED });
    return true;
  };
}

function serve(parts: WebhookParts, request: IncomingMessage, response: ServerResponse) {
  take(parts, request).then(
    (body) => answer(response, 200, body),
    (error) => refuse(parts, request, response, error),
  );
}

async function take({ secrets, clock, receive }: WebhookParts, request: IncomingMessage): Promise<object> {
  const raw = await rawBody(request);
  const admitted = admit(raw, signatureHeaders(request.headers), secrets, clock.moments());
  return 'challenge' in admitted ? admitted : receive(admitted.envelope);
}

/** Says nothing to the sender but the status; a failure of ours is a 500, so that Feishu delivers again. */
function refuse(
  { log, metrics }: WebhookParts,
  { socket }: IncomingMessage,
  response: ServerResponse,
  error: Error,
) {
  if (error instanceof Rejected) {
    const { status, message: reason, headers } = error;
    log.warn({ status, reason, from: socket.remoteAddress }, 'a request was rejected');
    metrics.rejected(reason);
    answer(response, status, { error: 'rejected' }, headers);
  } else {
    log.error({ err: error }, 'an event could not be taken in');
    metrics.rejected('HTTP 500');
    answer(response, 500, { error: NOT_RECORDED });
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) {
  const text = JSON.stringify(body);
  const sent = {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  };
  response.writeHead(status, sent).end(text);
}
