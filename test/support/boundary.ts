import { manualClock } from '../../sandbox/platform/clock.ts';
import { randomIds } from '../../sandbox/platform/ids.ts';
import { type SealOptions, seal } from '../../sandbox/platform/seal.ts';
import type { Envelope } from '../../src/feishu/events/envelope.ts';
import { webhookChannel } from '../../src/inbound/webhook/channel.ts';
import { listen } from '../../src/lib/http/server.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { START } from './clock.ts';
import { capturedLog } from './log.ts';

export const KEY = 'current-key';
export const OLD_KEY = 'previous-key';
export const TOKEN = 'current-token';

/** The webhook alone, listening, with a receiver that remembers. */
export async function openBoundary(requestTimeoutMs = 5_000) {
  const received: Envelope[] = [];
  const captured = capturedLog();
  const clock = manualClock(START);
  let requests = 0;
  const behaviour = { receive: async (_envelope: Envelope): Promise<object> => ({}) };
  const channel = webhookChannel({
    secrets: { encryptKeys: [KEY, OLD_KEY], verificationTokens: [TOKEN, 'previous-token'] },
    clock: { moments: () => [clock.now()] },
    log: captured.log,
    metrics: createMetrics(),
    newId: () => `request-${++requests}`,
    receive: async (envelope) => {
      received.push(envelope);
      return behaviour.receive(envelope);
    },
  });
  channel.start();
  const server = await listen([], {
    host: '127.0.0.1',
    port: 0,
    first: channel.door,
    requestTimeoutMs,
  });
  const url = `http://127.0.0.1:${server.port}/webhook/event`;
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    fetch(url, { method: 'POST', body, headers });
  const sealed = (payload: object, options?: SealOptions) => seal(payload, KEY, clock, randomIds(), options);
  return {
    url,
    port: server.port,
    channel,
    received,
    behaviour,
    log: captured,
    clock,
    post,
    sealed,
    /** A body in pieces, whose length is not told before. */
    stream: (pieces: string[]) =>
      fetch(url, {
        method: 'POST',
        body: ReadableStream.from(pieces.map((piece) => Buffer.from(piece))),
        headers: { 'content-type': 'application/json' },
        duplex: 'half',
      } as RequestInit),
    send: (payload: object, options?: SealOptions) => {
      const { body, headers } = sealed(payload, options);
      return post(body, headers);
    },
    close: () => server.close(new Promise(() => {})),
  };
}

export type Boundary = Awaited<ReturnType<typeof openBoundary>>;

export const event = (over: object = {}) => ({
  schema: '2.0',
  header: {
    event_id: 'ev_1',
    event_type: 'im.message.receive_v1',
    token: TOKEN,
    create_time: String(START),
    ...over,
  },
  event: { message: { message_id: 'om_1' } },
});
