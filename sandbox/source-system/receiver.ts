import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a system of another company's making gets to know of an action. */
export interface ReceivedAction {
  readonly id: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly body: { type: string; timestamp: string; data: Record<string, unknown> };
}

export interface ReceiverReply {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Nothing is answered until it is released. */
  hold?: Promise<unknown>;
}

export interface ReceiverOptions {
  /** `whsec_` and base64. */
  secret: string;
  port?: number;
  /** Unix ms. */
  now(): number;
  reply?(action: ReceivedAction): ReceiverReply;
  /** Called with each action once, when it is taken. */
  taken?(action: ReceivedAction): void;
}

const TOLERANCE_S = 5 * 60;

/** Whether any of the signatures is made with this secret over exactly these bytes. */
function isSigned(headers: IncomingHttpHeaders, raw: string, { secret, now }: ReceiverOptions): boolean {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  if (Math.abs(now() / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((one) => one.split(','))
    .some(([version, given = '']) => {
      const bytes = Buffer.from(given, 'base64');
      return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    });
}

/**
 * An example of the system behind third-party approvals: takes webhooks as https://www.standardwebhooks.com describes them,
 * each id once.
 */
export async function startReceiver(options: ReceiverOptions) {
  const received: ReceivedAction[] = [];
  const attempts: { id: string; path: string; authentic: boolean }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const { headers } = request;
    const id = String(headers['webhook-id']);
    const authentic = isSigned(headers, raw, options);
    attempts.push({ id, path: request.url ?? '', authentic });
    if (!authentic) return void response.writeHead(401).end();
    const action: ReceivedAction = {
      id,
      timestamp: Number(headers['webhook-timestamp']),
      body: JSON.parse(raw),
    };
    const { status = 204, body = '', headers: more = {}, hold } = options.reply?.(action) ?? {};
    await hold;
    if (status < 300 && !received.some((one) => one.id === id)) {
      received.push(action);
      options.taken?.(action);
    }
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/feishu`,
    /** Each action once, in the order in which it was taken. */
    received: received as readonly ReceivedAction[],
    /** Every request, also those that were turned away. */
    attempts: attempts as readonly { id: string; path: string; authentic: boolean }[],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
