import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { type Boundary, event, openBoundary } from '../support/boundary.ts';

const MIB = 1024 * 1024;
const PIECE = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'x'), Buffer.from('\r\n')]);

/** Says this and then sends pieces of a body for as long as it is taken, up to 256 MiB. */
async function endless(port: number, head: string[]): Promise<{ sent: number; heard: string }> {
  const socket = connect(port, '127.0.0.1');
  let [sent, heard] = [0, ''];
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => undefined);
  socket.write(`${[...head, 'host: bot', 'transfer-encoding: chunked'].join('\r\n')}\r\n\r\n`);
  const gone = new Promise((resolve) => socket.once('close', resolve));
  while (!socket.destroyed && sent < 256 * MIB) {
    sent += PIECE.length;
    if (!socket.write(PIECE)) await Promise.race([new Promise((go) => socket.once('drain', go)), gone]);
  }
  socket.destroy();
  return { sent, heard };
}

describe('a body without end', () => {
  let office: Office;
  beforeEach(async () => {
    const env = {
      EXTERNAL_API_TOKENS: 'oa=a-token-of-oa-that-is-long',
      EXTERNAL_CALLBACK_TOKEN: 'the-callback-token',
    };
    office = await openOffice({ engine: 'embedded', env, surroundings: { requestTimeoutMs: 60_000 } });
  });
  afterEach(() => office.close());

  const json = 'content-type: application/json';
  const signedNow = [
    `x-lark-request-timestamp: ${Math.floor(Date.UTC(2026, 4, 20, 1, 12) / 1_000)}`,
    'x-lark-request-nonce: n',
    'x-lark-signature: 00',
  ];
  it.each<[string, string[], number]>([
    ['unsigned event', ['POST /webhook/event HTTP/1.1', json], 413],
    ['event with a signature', ['POST /webhook/event HTTP/1.1', json, ...signedNow], 413],
    ['push of a stranger', ['POST /external/instances HTTP/1.1', json], 401],
    [
      'push of a system',
      ['POST /external/instances HTTP/1.1', json, 'authorization: Bearer a-token-of-oa-that-is-long'],
      413,
    ],
    ['quick approval', ['POST /external/callback HTTP/1.1', json], 413],
    ['question for the health', ['GET /healthz HTTP/1.1'], 200],
    ['question for the metrics', ['GET /metrics HTTP/1.1'], 200],
    ['request for nothing', ['POST /nothing HTTP/1.1', json], 404],
  ])('of an %s is cut off by its size', async (_, head, status) => {
    const { sent, heard } = await endless(Number(new URL(office.url()).port), head);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(sent).toBeLessThan(128 * MIB);
  });
});

describe('before anybody has shown who they are', () => {
  let boundary: Boundary;
  afterEach(() => boundary.close());

  const talk = (head: string[]): Promise<string> =>
    new Promise((resolve) => {
      const socket: Socket = connect(boundary.port, '127.0.0.1');
      let heard = '';
      const done = () => resolve(heard);
      socket.on('data', (data) => {
        heard += data;
        if (heard.includes('\r\n\r\n')) socket.destroy();
      });
      socket.on('error', done).on('close', done);
      if (head.length > 0) socket.write(`${head.join('\r\n')}\r\n\r\n`);
    });
  const post = ['POST /webhook/event HTTP/1.1', 'host: bot', 'content-type: application/json'];

  it.each<[string, string[], number]>([
    ['a signature of yesterday', ['x-lark-request-timestamp: 1779239520', 'content-length: 900000'], 401],
    ['no signature and more than a question', ['content-length: 16385'], 413],
    ['a signature and a length over 1 MiB', ['content-length: 1048577'], 413],
    ['headers of 20 KiB', [`x-long: ${'x'.repeat(20_000)}`, 'content-length: 2'], 431],
  ])('%s is answered without a look at the body', async (name, more, status) => {
    boundary = await openBoundary(60_000);
    if (name.startsWith('a signature of')) await boundary.clock.advance(24 * 3_600_000);
    const { headers } = boundary.sealed(event());
    const signed = name.startsWith('a signature and')
      ? Object.entries(headers).map(([key, value]) => `${key}: ${value}`)
      : [];
    expect(await talk([...post, ...signed, ...more])).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(boundary.received).toEqual([]);
  });

  it('connections that say nothing, or never end their headers, are closed', async () => {
    boundary = await openBoundary(400);
    const silent = Array.from({ length: 50 }, () => talk([]));
    const slow = new Promise((resolve) => {
      const socket = connect(boundary.port, '127.0.0.1');
      socket.write('POST /webhook/event HTTP/1.1\r\nhost: bot\r\n');
      const drip = setInterval(() => socket.write('x-more: 1\r\n'), 50);
      socket.on('error', () => undefined).on('close', () => resolve(clearInterval(drip)));
    });
    await Promise.all([...silent, slow]);
    expect((await boundary.send(event())).status).toBe(200);
  });
});
