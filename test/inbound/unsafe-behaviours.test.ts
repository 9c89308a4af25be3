import { request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type * as Lark from '@larksuiteoapi/node-sdk';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encrypt, signature } from '../../sandbox/platform/seal.ts';
import { createInbox } from '../../src/inbound/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import { keptClock } from '../../src/store/time/kept-clock.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { type Boundary, event, KEY, openBoundary, TOKEN } from '../support/boundary.ts';
import { botClock, START } from '../support/clock.ts';
import { temporaryFolder } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';

/** The SDK's own express adapter, as its documentation mounts it: the control that shows each behaviour is real. */
async function openSdk() {
  const lark = createRequire(import.meta.url)('@larksuiteoapi/node-sdk') as typeof Lark;
  const handled: Record<string, unknown>[] = [];
  const silent = () => undefined;
  const logger = { error: silent, warn: silent, info: silent, debug: silent, trace: silent };
  const handle = async (data: Record<string, unknown>) => void handled.push(data);
  const dispatcher = new lark.EventDispatcher({ encryptKey: KEY, verificationToken: TOKEN, logger }).register<
    Record<string, (data: Record<string, unknown>) => Promise<void>>
  >({ 'im.message.receive_v1': handle, approval_instance: handle });
  const app = express();
  app.use(lark.adaptExpress(dispatcher, { autoChallenge: true, logger }));
  app.use(
    (_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      response.status(500).end();
    },
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`;
  return { url, handled, close: () => new Promise((resolve) => server.close(resolve)) };
}

let ours: Boundary;
let sdk: Awaited<ReturnType<typeof openSdk>>;
beforeEach(async () => {
  ours = await openBoundary();
  sdk = await openSdk();
});
afterEach(async () => {
  await ours.close();
  await sdk.close();
});

const iv = Buffer.alloc(16, 7);
const now = String(START / 1_000);
const sealed = (payload: object, extra: object = {}) =>
  JSON.stringify({ encrypt: encrypt(JSON.stringify(payload), KEY, iv), ...extra });
const headersFor = (body: string, at = now) => ({
  'content-type': 'application/json',
  'x-lark-request-timestamp': at,
  'x-lark-request-nonce': 'n',
  'x-lark-signature': signature(at, 'n', KEY, body),
});
const both = async (body: string, headers: Record<string, string>) => {
  const send = async (url: string) => {
    const answer = await fetch(url, { method: 'POST', body, headers });
    return { status: answer.status, text: await answer.text() };
  };
  return { ours: await send(ours.url), sdk: await send(sdk.url) };
};

describe('what the SDK adapter lets happen, and our boundary does not', () => {
  it('1. refuses a right signature because it signs a re-serialised body instead of the raw bytes', async () => {
    const body = sealed(event()).replace('":"', '" : "');
    const { ours: answer } = await both(body, headersFor(body));
    expect(sdk.handled).toHaveLength(0);
    expect([answer.status, ours.received.length]).toEqual([200, 1]);
  });

  it('2. answers 200 to a wrong signature, so nobody notices', async () => {
    const body = sealed(event());
    const { ours: answer, sdk: theirs } = await both(body, {
      ...headersFor(body),
      'x-lark-signature': 'f'.repeat(64),
    });
    expect([theirs.status, answer.status]).toEqual([200, 401]);
  });

  it('3. accepts a signature of any age', async () => {
    const body = sealed(event());
    const { ours: answer } = await both(body, headersFor(body, '1700000000'));
    expect(sdk.handled).toHaveLength(1);
    expect([answer.status, ours.received.length]).toEqual([401, 0]);
  });

  it('4. handles a replayed request again', async () => {
    const body = sealed(event());
    for (let n = 0; n < 3; n++) await both(body, headersFor(body));
    expect(sdk.handled).toHaveLength(3);

    const clock = botClock();
    const db = await openStore({ dataDir: temporaryFolder(), clock });
    const handlers = { 'im.message.receive_v1': { schema: z.unknown() } };
    const inbox = createInbox({
      db,
      queue: 'event',
      handlers,
      time: { now: () => undefined, estimate: clock.now },
      clock: keptClock(clock),
      log: capturedLog().log,
      metrics: createMetrics(),
    });
    for (const envelope of ours.received) await inbox.record(envelope);
    expect(await db.all('select key from job')).toEqual([{ key: 'message:om_1' }]);
    await db.close();
  });

  it('5. lets unencrypted siblings of "encrypt" override what was encrypted', async () => {
    const body = sealed(event(), { event: { message: { message_id: 'om_forged' } } });
    await both(body, headersFor(body));
    expect(sdk.handled[0]).toMatchObject({ message: { message_id: 'om_forged' } });
    expect(ours.received[0]?.event).toEqual({ message: { message_id: 'om_1' } });
  });

  it('6. fails with 500 on a body that does not decrypt', async () => {
    const body = '{"encrypt":"AAAA"}';
    const { ours: answer, sdk: theirs } = await both(body, headersFor(body));
    expect([theirs.status, answer.status]).toEqual([500, 400]);
  });

  it('7. never compares the verification token', async () => {
    const body = sealed(event({ token: 'forged' }));
    const { ours: answer } = await both(body, headersFor(body));
    expect(sdk.handled).toHaveLength(1);
    expect([answer.status, ours.received.length]).toEqual([401, 0]);
  });

  it('8. echoes any challenge: in plain text, unsigned, with a wrong token', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'mine', token: 'forged' });
    const { ours: answer, sdk: theirs } = await both(body, { 'content-type': 'application/json' });
    expect(theirs.text).toContain('mine');
    expect([answer.status, answer.text]).toEqual([401, '{"error":"rejected"}']);
  });

  it('9. reads a body of any size', async () => {
    const body = sealed({ ...event(), pad: 'x'.repeat(2 * 1024 * 1024) });
    const { ours: answer } = await both(body, headersFor(body));
    expect(sdk.handled).toHaveLength(1);
    expect([answer.status, ours.received.length]).toEqual([413, 0]);
  });

  it('10. garbles a character that is split between two packets', async () => {
    const body = sealed(event(), { note: '审批'.repeat(20) });
    const bytes = Buffer.from(body);
    const cut = bytes.indexOf(Buffer.from('审')) + 1;
    const send = (url: string) =>
      new Promise<number>((resolve, reject) => {
        const outgoing = request(url, { method: 'POST', headers: headersFor(body) }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
        }).on('error', reject);
        outgoing.flushHeaders();
        outgoing.write(bytes.subarray(0, cut), () => setImmediate(() => outgoing.end(bytes.subarray(cut))));
      });
    expect(await send(ours.url)).toBe(200);
    expect(ours.received).toHaveLength(1);
    await send(sdk.url);
    expect(sdk.handled).toHaveLength(0);
  });

  it('11. overwrites the type and uuid of a first-generation event with those of its envelope', async () => {
    const inner = { type: 'approval_instance', uuid: 'of the instance' };
    const body = sealed({ uuid: 'of the delivery', token: TOKEN, type: 'event_callback', event: inner });
    await both(body, headersFor(body));
    expect(sdk.handled[0]).toMatchObject({ type: 'event_callback', uuid: 'of the delivery' });
    expect(ours.received[0]).toMatchObject({
      type: 'approval_instance',
      id: 'of the delivery',
      event: inner,
    });
  });

  it('12. accepts a plain event once it is signed, though encryption is on', async () => {
    const body = JSON.stringify(event());
    const { ours: answer } = await both(body, headersFor(body));
    expect(sdk.handled).toHaveLength(1);
    expect([answer.status, ours.received.length]).toEqual([400, 0]);
  });
});
