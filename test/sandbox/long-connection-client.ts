import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../sandbox/platform/index.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../sandbox/platform/long-connection/frame.ts';

/** What the platform answers to a client that asks where to connect. */
export async function discover(sandbox: Sandbox, credentials: object = {}) {
  const { app_id: AppID, app_secret: AppSecret } = sandbox.app;
  const answer = await fetch(`${sandbox.url}/callback/ws/endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ AppID, AppSecret, ...credentials }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
  return { status: answer.status, ...((await answer.json()) as any) };
}

/** The status and reason with which a handshake is refused. */
export function refusedHandshake(url: string): Promise<unknown[]> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('it was accepted')));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, { statusCode, headers }) =>
      resolve([statusCode, headers['handshake-status'], headers['handshake-msg']]),
    );
  });
}

/** A client without an SDK: keeps every frame, and acknowledges the last one of each event with what `reply` gives. */
export async function dial(
  sandbox: Sandbox,
  reply: (event: unknown) => object | undefined = () => ({ code: 200 }),
) {
  const { data } = await discover(sandbox);
  const socket = new WebSocket(data.URL);
  const frames: Frame[] = [];
  const events: { payload: unknown; pieces: number }[] = [];
  const send = (frame: Frame) => socket.send(encodeFrame(frame));
  socket.on('message', (bytes: Buffer) => {
    const frame = decodeFrame(bytes);
    frames.push(frame);
    if (frame.headers.type !== 'event' || frame.headers.seq !== String(Number(frame.headers.sum) - 1)) return;
    const pieces = frames.filter(({ headers }) => headers.message_id === frame.headers.message_id);
    const payload = JSON.parse(Buffer.concat(pieces.map((piece) => piece.payload)).toString());
    events.push({ payload, pieces: pieces.length });
    const answer = reply(payload);
    if (answer) send({ ...frame, payload: Buffer.from(JSON.stringify(answer)) });
  });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return {
    socket,
    frames,
    events,
    ping: () =>
      send({
        seqId: 0,
        logId: 0,
        service: 1,
        method: 'control',
        headers: { type: 'ping' },
        payload: Buffer.alloc(0),
      }),
    /** Cuts the line; what it returns says whether the platform has noticed. */
    hangUp() {
      const before = sandbox.connections.length;
      socket.terminate();
      return () => sandbox.connections.length < before;
    },
  };
}
