import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encrypt, signature } from '../../sandbox/platform/seal.ts';
import { type Boundary, event, KEY, OLD_KEY, openBoundary, TOKEN } from '../support/boundary.ts';
import { START } from '../support/clock.ts';

let boundary: Boundary;
beforeEach(async () => {
  boundary = await openBoundary();
});
afterEach(() => boundary.close());

const json = { 'content-type': 'application/json' };
const timestamp = String(START / 1_000);
const iv = Buffer.alloc(16, 7);
/** A correctly signed request around any body, however wrong that body is. */
const sign = (body: string, key = KEY, at = timestamp) =>
  boundary.post(body, {
    ...json,
    'x-lark-request-timestamp': at,
    'x-lark-request-nonce': 'nonce',
    'x-lark-signature': signature(at, 'nonce', key, body),
  });
const sealedBody = (payload: unknown, key = KEY) =>
  JSON.stringify({
    encrypt: encrypt(typeof payload === 'string' ? payload : JSON.stringify(payload), key, iv),
  });

describe('a card callback of the earlier kind', () => {
  const callback = JSON.stringify({
    open_id: 'ou_1',
    open_message_id: 'om_1',
    token: 'c-1',
    action: { tag: 'button' },
  });
  const told = () => boundary.log.text();

  it('is named as that where it is signed as the page says', async () => {
    const answer = await boundary.post(callback, {
      ...json,
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'nonce',
      'x-lark-signature': createHash('sha1').update(`${timestamp}nonce${TOKEN}${callback}`).digest('hex'),
    });
    expect(answer.status).toBe(401);
    expect(told()).toContain('card.action.trigger');
  });

  it('is named as that where it comes encrypted', async () => {
    expect((await sign(sealedBody(callback))).status).toBe(400);
    expect(told()).toContain('card.action.trigger');
  });

  it('is not what is said of another wrong signature, or of other content', async () => {
    await sign(sealedBody({ action: 'none' }));
    await sign(sealedBody(event()), 'a wrong key');
    expect(told()).not.toContain('card.action.trigger');
  });
});

describe('what is let in', () => {
  it('is a signed, encrypted event with the token: 200 and {}', async () => {
    const answer = await boundary.send(event());
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(boundary.received).toMatchObject([{ type: 'im.message.receive_v1', id: 'ev_1', generation: 2 }]);
  });

  it('is one under the previous key and token during a rotation', async () => {
    const answer = await boundary.send(event({ token: 'previous-token' }), { encryptKey: OLD_KEY });
    expect(answer.status).toBe(200);
  });

  it.each(['?from=feishu', '/', '/?a=b'])('is one at the address with %s behind it', async (rest) => {
    const { body, headers } = boundary.sealed(event());
    const url = boundary.url + rest;
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8'])(
    'is one of the type %s',
    async (type) => {
      const { body, headers } = boundary.sealed(event());
      expect((await boundary.post(body, { ...headers, 'content-type': type })).status).toBe(200);
    },
  );

  it('is an event of the first generation, its own fields untouched by the envelope', async () => {
    const inner = { type: 'approval_instance', uuid: 'of the instance', token: 'x' };
    await boundary.send({
      uuid: 'of the delivery',
      ts: '1',
      token: TOKEN,
      type: 'event_callback',
      event: inner,
    });
    expect(boundary.received).toEqual([
      {
        type: 'approval_instance',
        id: 'of the delivery',
        token: TOKEN,
        generation: 1,
        createdAt: 1_000,
        event: inner,
      },
    ]);
  });

  it.each([
    ['unsigned, as the console asks', false],
    ['signed', true],
  ])('is a challenge that opens and carries the token, %s', async (_name, signed) => {
    const answer = await boundary.send(
      { type: 'url_verification', challenge: 'c-42', token: TOKEN },
      { signed },
    );
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'c-42' }]);
    expect(boundary.received).toEqual([]);
  });
});

describe('what is turned away', () => {
  afterEach(() => expect(boundary.received).toEqual([]));

  const refusals: [string, number, () => Promise<Response>][] = [
    ['GET', 405, () => fetch(boundary.url)],
    ['PUT', 405, () => fetch(boundary.url, { method: 'PUT', body: '{}', headers: json })],
    ['another content type', 415, () => boundary.post('{}', { 'content-type': 'text/plain' })],
    [
      'a type that only begins like it',
      415,
      () => boundary.post('{}', { 'content-type': 'application/jsonp' }),
    ],
    ['a form', 415, () => boundary.post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })],
    [
      'a compressed body',
      415,
      () => boundary.post(new Uint8Array(gzipSync('{}')), { ...json, 'content-encoding': 'gzip' }),
    ],
    ['a body over 1 MiB', 413, () => sign(sealedBody(event({ pad: 'x'.repeat(1024 * 1024) })))],
    [
      'a body over 1 MiB whose length is not told before',
      413,
      () => boundary.stream(Array.from({ length: 40 }, () => 'x'.repeat(32 * 1024))),
    ],
    ['no body', 401, () => boundary.post('', json)],
    ['no signature', 401, () => boundary.send(event(), { signed: false })],
    ['a signature with another key', 401, () => sign(sealedBody(event()), 'a stranger')],
    [
      'a signature of another length',
      401,
      async () => {
        const { body, headers } = boundary.sealed(event());
        return boundary.post(body, { ...headers, 'x-lark-signature': 'abc' });
      },
    ],
    [
      'one byte changed after signing',
      401,
      async () => {
        const { body, headers } = boundary.sealed(event());
        return boundary.post(`${body} `, headers);
      },
    ],
    [
      'a signature without its timestamp',
      401,
      async () => {
        const { body, headers } = boundary.sealed(event());
        const { 'x-lark-request-timestamp': _, ...rest } = headers;
        return boundary.post(body, rest);
      },
    ],
    ['a timestamp that is no number', 401, () => sign(sealedBody(event()), KEY, 'yesterday')],
    [
      'a signature older than 8 hours',
      401,
      () => sign(sealedBody(event()), KEY, String(START / 1_000 - 8 * 3_600 - 1)),
    ],
    [
      'a signature from the far future',
      401,
      () => sign(sealedBody(event()), KEY, String(START / 1_000 + 8 * 3_600 + 1)),
    ],
    ['broken JSON', 400, () => sign('{"encrypt":')],
    ['JSON that is no object', 400, () => sign('null')],
    ['a plain event, correctly signed', 400, () => sign(JSON.stringify(event()))],
    ['encrypt that is no text', 400, () => sign('{"encrypt":123}')],
    ['encrypt that is no base64', 400, () => sign('{"encrypt":"%%%"}')],
    ['encrypt that is too short', 400, () => sign('{"encrypt":"AAAA"}')],
    [
      'encrypt that is cut off',
      400,
      () => sign(JSON.stringify({ encrypt: Buffer.alloc(40).toString('base64') })),
    ],
    ['encrypted with another key', 400, () => sign(sealedBody(event(), 'a stranger'))],
    ['encrypted text that is no JSON', 400, () => sign(sealedBody('hello'))],
    ['neither event nor challenge', 400, () => sign(sealedBody({ hello: 'world' }))],
    ['an event without its id', 400, () => sign(sealedBody(event({ event_id: '' })))],
    ['a wrong verification token', 401, () => sign(sealedBody(event({ token: 'forged' })))],
    ['an empty verification token', 401, () => sign(sealedBody(event({ token: '' })))],
    [
      'a challenge with the wrong token',
      401,
      () => boundary.send({ type: 'url_verification', challenge: 'c', token: 'forged' }, { signed: false }),
    ],
    [
      'a challenge in plain text',
      401,
      () => boundary.post(JSON.stringify({ type: 'url_verification', challenge: 'c', token: TOKEN }), json),
    ],
    [
      'a challenge under another key',
      401,
      () =>
        boundary.post(
          sealedBody({ type: 'url_verification', challenge: 'c', token: TOKEN }, 'a stranger'),
          json,
        ),
    ],
  ];
  it.each(refusals)('%s: %i', async (_name, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain('challenge');
  });

  it('a retry after 7 hours is not: its signature may be as old', async () => {
    const answer = await sign(sealedBody(event()), KEY, String(START / 1_000 - 7 * 3_600));
    expect(answer.status).toBe(200);
    boundary.received.length = 0;
  });

  it('says why in the log and not to the sender, and never a key or token', async () => {
    const answer = await boundary.send(event({ token: 'forged' }));
    expect(await answer.json()).toEqual({ error: 'rejected' });
    expect(boundary.log.text()).toMatch(
      /"request_id":"request-1".*the verification token is wrong|the verification token is wrong.*"request_id":"request-1"/,
    );
    for (const secret of [KEY, OLD_KEY, TOKEN, 'forged']) expect(boundary.log.text()).not.toContain(secret);
  });

  it.each(['/other', '/events', '/event/more', ''])('an unknown address: 404 (%s)', async (end) => {
    expect((await fetch(boundary.url.replace('/event', end), { method: 'POST' })).status).toBe(404);
  });
});

describe('a body that does not arrive', () => {
  const talk = (port: number, text: string) =>
    new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => {
        heard += data;
      });
      socket.on('close', () => resolve(heard));
    });
  const head =
    'POST /webhook/event HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"encrypt"';

  it('is given up after the time limit: 408', async () => {
    const hasty = await openBoundary(200);
    expect(await talk(hasty.port, head)).toContain('408');
    expect(hasty.received).toEqual([]);
    await hasty.close();
  });

  it('is forgotten when the sender leaves, fifty times over', async () => {
    for (let n = 0; n < 50; n++)
      await new Promise<void>((resolve) => {
        const socket = connect(boundary.port, '127.0.0.1', () => socket.write(head, () => socket.destroy()));
        socket.on('close', () => resolve());
      });
    const left = () => boundary.log.text().split('the sender left').length - 1;
    await vi.waitFor(() => expect(left()).toBe(50));
    expect((await boundary.send(event())).status).toBe(200);
  });
});

it('answers 500 when the event could not be recorded, so that Feishu delivers it again', async () => {
  boundary.behaviour.receive = async () => {
    throw new Error('disk full');
  };
  const answer = await boundary.send(event());
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('disk');
});

it('answers 503 once it is stopped, so that Feishu delivers again, and says that it does not listen', async () => {
  await expect(boundary.channel.check()).resolves.toBeUndefined();
  await boundary.channel.stop();
  expect((await boundary.send(event())).status).toBe(503);
  expect(boundary.received).toEqual([]);
  await expect(boundary.channel.check()).rejects.toThrow('not listening');
});
