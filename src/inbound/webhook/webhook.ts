import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Envelope } from '../../feishu/events/envelope.ts';
import { Rejected, readBody } from '../../lib/http/body.ts';
import type { Door } from '../../lib/http/server.ts';
import { traced } from '../../lib/trace.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { admit, type Secrets } from './admit.ts';
import { isFresh, signatureHeaders } from './signature.ts';

/** The bytes of a request as Feishu sends one: a `POST` of JSON of at most so many bytes, not compressed. Throws `Rejected`. */
export async function sentBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const { 'content-type': type = '' } = request.headers;
  if (request.method !== 'POST') throw new Rejected(405, 'only POST', { allow: 'POST' });
  if (!/^application\/json *(;|$)/i.test(type))
    throw new Rejected(415, 'the content type is not application/json');
  return readBody(request, mostBytes);
}

const WEBHOOK_PATH = /^\/webhook\/event\/?(\?|$)/i;

const MOST_BYTES = 1024 * 1024;
/** Only the question for a new request address comes unsigned. */
const MOST_UNSIGNED_BYTES = 16 * 1024;

const STALE = 'the time of the signature is more than 8 hours from that of this machine: check its clock';
const NOT_RECORDED = 'not recorded, please deliver again';

export interface WebhookDeps {
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
export function webhook(deps: WebhookDeps): Door {
  return (request, response) => {
    if (!WEBHOOK_PATH.test(request.url ?? '')) return false;
    if (deps.isOpen()) traced({ ids: { request_id: deps.newId() } }, () => serve(deps, request, response));
    else answer(response, 503, { error: NOT_RECORDED });
    return true;
  };
}

function serve(deps: WebhookDeps, request: IncomingMessage, response: ServerResponse) {
  take(deps, request).then(
    (body) => answer(response, 200, body),
    (error) => refuse(deps, request, response, error),
  );
}

async function take({ secrets, clock, receive }: WebhookDeps, request: IncomingMessage): Promise<object> {
  const signed = signatureHeaders(request.headers);
  // Before a body is read: whoever has no key yet can know the time of day at most.
  if (signed && !isFresh(signed, clock.moments())) throw new Rejected(401, STALE);
  const raw = await sentBytes(request, signed ? MOST_BYTES : MOST_UNSIGNED_BYTES);
  const admitted = admit(raw, signed, secrets);
  return 'challenge' in admitted ? admitted : receive(admitted.envelope);
}

/** Says nothing to the sender but the status; a failure of ours is a 500, so that Feishu delivers again. */
function refuse(
  { log, metrics }: WebhookDeps,
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
