import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { nextRetry } from '../../sandbox/page/time.ts';
import { createTraffic } from '../../sandbox/page/traffic.ts';
import { encodeFrame } from '../../sandbox/platform/long-connection/frame.ts';
import { until } from '../support/until.ts';
import { dial, discover, refusedHandshake } from './long-connection-client.ts';
import { card, HOUR, sendCard, startBot, startRig, WORLD_START } from './support.ts';

const event = (event_id = 'e1', more: object = {}) => ({
  schema: '2.0',
  header: { event_id, event_type: 'test.event_v1' },
  event: more,
});
const clientConfig = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30 };

describe('discovery', () => {
  it('gives an address whose first parameter is none that the SDK needs, and the client configuration', async () => {
    const { sandbox } = await startRig();
    const { status, code, data } = await discover(sandbox);
    expect([status, code, data.ClientConfig]).toEqual([200, 0, clientConfig]);
    const [first = '', ...rest] = data.URL.split('?')[1].split('&');
    expect(first).toMatch(/^fpid=/);
    expect(rest.join('&')).toMatch(/device_id=\d+&.*service_id=\d+&ticket=/);
  });

  it.each([
    ['another secret', { AppSecret: 'wrong' }],
    ['another app', { AppID: 'cli_0000000000000000' }],
  ])('refuses %s with code 514 under HTTP 200', async (_name, credentials) => {
    const { sandbox } = await startRig();
    expect(await discover(sandbox, credentials)).toMatchObject({ status: 200, code: 514, data: {} });
  });

  it('refuses a body without a secret, and never logs one', async () => {
    const { sandbox } = await startRig();
    expect(await discover(sandbox, { AppSecret: undefined })).toMatchObject({ status: 400, code: 403 });
    await discover(sandbox);
    expect(JSON.stringify(sandbox.calls)).not.toContain(sandbox.app.app_secret);
  });

  it('takes 50 connections and not one more, neither here nor with a ticket from before', async () => {
    const { sandbox } = await startRig();
    const early = (await discover(sandbox)).data.URL;
    const clients = await Promise.all(Array.from({ length: 50 }, () => dial(sandbox)));
    expect(await discover(sandbox)).toMatchObject({ code: 1000040350 });
    expect(await refusedHandshake(early)).toEqual([403, '514', 'exceed conn limit']);
    await until(clients[0]!.hangUp());
    expect(await discover(sandbox)).toMatchObject({ code: 0 });
  });
});

describe('the handshake is refused', () => {
  it.each<[string, (url: string) => string, string[]]>([
    ['without a ticket', (url) => url.replace(/ticket=\w+/, ''), ['514', 'auth failed']],
    ['with an invented ticket', (url) => url.replace(/ticket=\w+/, 'ticket=1'), ['514', 'auth failed']],
    ['at another address', (url) => url.replace('/ws/v2', '/ws/v1'), ['404', 'not found']],
  ])('%s', async (_name, bend, reason) => {
    const { sandbox } = await startRig();
    const { data } = await discover(sandbox);
    expect(await refusedHandshake(bend(data.URL))).toEqual([403, ...reason]);
    expect(sandbox.connections).toEqual([]);
  });

  it('with a ticket that was used, or is older than a minute', async () => {
    const { sandbox, clock } = await startRig();
    const { socket } = await dial(sandbox);
    expect(await refusedHandshake(socket.url)).toEqual([403, '514', 'auth failed']);
    const { data } = await discover(sandbox);
    await clock.advance(60_000);
    expect(await refusedHandshake(data.URL)).toEqual([403, '514', 'auth failed']);
  });
});

describe('a connection', () => {
  it('answers a ping with the client configuration of the moment', async () => {
    const { sandbox } = await startRig();
    const client = await dial(sandbox);
    sandbox.world.settings.long_connection.ping_interval = 7;
    client.ping();
    await until(() => client.frames.length === 1);
    const [pong] = client.frames;
    expect(pong).toMatchObject({ method: 'control', headers: { type: 'pong' } });
    expect(JSON.parse(pong!.payload.toString())).toEqual({ ...clientConfig, PingInterval: 7 });
  });

  it('is closed on what is no frame, or no acknowledgement', async () => {
    const { sandbox } = await startRig();
    const client = await dial(sandbox);
    client.socket.send('hello');
    expect((await once(client.socket, 'close'))[0]).toBe(1002);
    const confused = await dial(sandbox, () => ({ ok: true }));
    void sandbox.deliver(event());
    expect((await once(confused.socket, 'close'))[0]).toBe(1002);
  });

  it('is closed by the platform, with a farewell or without', async () => {
    const { sandbox } = await startRig();
    for (const [end, code] of [
      ['close', 1000],
      ['drop', 1006],
    ] as const) {
      const { socket } = await dial(sandbox);
      sandbox.connections[0]?.[end]();
      expect((await once(socket, 'close'))[0]).toBe(code);
      await until(() => sandbox.connections.length === 0);
    }
  });
});

describe('an event', () => {
  it('arrives as plain JSON in one frame, and is delivered by its acknowledgement', async () => {
    const { sandbox } = await startRig();
    const client = await dial(sandbox);
    const delivery = await sandbox.deliver(event());
    expect(client.events).toEqual([{ payload: event(), pieces: 1 }]);
    expect(client.frames[0]?.headers).toMatchObject({ type: 'event', sum: '1', seq: '0' });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ at: WORLD_START, status: 200 }] });
  });

  it('arrives in pieces when it is large, whatever the cut does to its characters', async () => {
    const { sandbox } = await startRig((world) => {
      world.settings.long_connection.fragment_bytes = 50;
    });
    const client = await dial(sandbox);
    const large = event('e1', { text: '审批'.repeat(40) });
    expect((await sandbox.deliver(large)).state).toBe('delivered');
    expect(client.events).toEqual([{ payload: large, pieces: 7 }]);
  });

  it('comes again after 15 s when it was refused, or not acknowledged within 3 s', async () => {
    const { sandbox, clock } = await startRig();
    const replies = [{ code: 500 }, undefined, { code: 200 }];
    const client = await dial(sandbox, () => replies[client.events.length - 1]);
    const delivering = sandbox.deliver(event());
    await clock.advance(15_000);
    await clock.advance(3_000);
    await clock.advance(300_000);
    expect(await delivering).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { error: 'no answer within 3000 ms', ms: 3000 }, { status: 200 }],
    });
    expect(client.events).toHaveLength(3);
  });

  it('goes to one of several connections, whichever', async () => {
    const { sandbox } = await startRig();
    const clients = [await dial(sandbox), await dial(sandbox), await dial(sandbox)];
    for (let n = 0; n < 30; n++) await sandbox.deliver(event(`e${n}`));
    const counts = clients.map(({ events }) => events.length);
    expect(counts.reduce((a, b) => a + b)).toBe(30);
    expect(Math.min(...counts)).toBeGreaterThan(2);
  });

  it('may be acknowledged on the next connection', async () => {
    const { sandbox } = await startRig();
    const first = await dial(sandbox, () => undefined);
    const delivering = sandbox.deliver(event());
    await until(() => first.events.length === 1);
    const second = await dial(sandbox);
    const frame = { ...first.frames[0]!, payload: Buffer.from('{"code":200}') };
    second.socket.send(encodeFrame(frame));
    expect(await delivering).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
  });

  it('that could not be delivered arrives at once when a client comes back, with all the others', async () => {
    const { sandbox, clock } = await startRig();
    const waiting = [1, 2, 3].map((n) => sandbox.deliver(event(`e${n}`)));
    await clock.advance(10_000);
    const client = await dial(sandbox);
    for (const { state, attempts } of await Promise.all(waiting)) {
      expect(state).toBe('delivered');
      expect(attempts.map(({ at }) => at - WORLD_START)).toEqual([0, 10_000]);
    }
    expect(client.events).toHaveLength(3);
  });

  it('keeps its schedule beside the attempts that a returning client brings', async () => {
    const { sandbox, clock } = await startRig();
    const delivering = sandbox.deliver(event());
    await clock.advance(10_000);
    const client = await dial(sandbox, () => ({ code: 500 }));
    await until(() => client.events.length === 1);
    await clock.advance(8 * HOUR);
    const { state, attempts } = await delivering;
    expect(state).toBe('given up');
    expect(attempts.map(({ at }) => (at - WORLD_START) / 1000)).toEqual([0, 10, 15, 315, 3915, 25_515]);
  });

  it('has its next turn by the schedule, whatever a returning client has brought', async () => {
    const { sandbox, clock } = await startRig();
    void sandbox.deliver(event());
    await clock.advance(10_000);
    const client = await dial(sandbox, () => ({ code: 500 }));
    await until(() => client.events.length === 1);
    await clock.advance(0);
    expect(nextRetry(sandbox.deliveries)).toBe(WORLD_START + 15_000);
  });

  it('is neither signed nor encrypted, and the page does not say so', async () => {
    const { sandbox } = await startRig();
    await dial(sandbox);
    const traffic = createTraffic(sandbox.platform);
    await sandbox.deliver(event());
    const row = traffic.rows().find(({ kind }) => kind === 'event');
    const { signature, request } = traffic.detail(row!.id);
    expect([row!.state, signature, request.headers]).toEqual(['ok', undefined, {}]);
  });

  it('goes to the request URL once one is saved, and back when the long connection is chosen', async () => {
    const { sandbox } = await startRig();
    expect(() => sandbox.useLongConnection()).toThrow('no client of the long connection');
    const client = await dial(sandbox);
    const bot = await startBot(sandbox);
    await sandbox.connect(bot.url);
    await sandbox.deliver(event('by request'));
    sandbox.useLongConnection();
    await sandbox.deliver(event('by frame'));
    expect([bot.received.length, client.events.length]).toEqual([1, 1]);
  });
});

it('a half-open connection answers no ping, and events to it are lost until their next attempt', async () => {
  const { sandbox, clock } = await startRig();
  const client = await dial(sandbox);
  sandbox.faults.add({ on: 'connection', halfOpen: true, times: 1 });
  client.ping();
  const delivering = sandbox.deliver(event());
  await clock.advance(3_000);
  expect(sandbox.deliveries[0]?.attempts).toMatchObject([{ error: 'no answer within 3000 ms' }]);
  await until(client.hangUp());
  const next = await dial(sandbox);
  await delivering;
  expect([client.frames.length, next.events.length]).toEqual([0, 1]);
});

it('a click is answered on the frame: toast and card, nothing, or a code', async () => {
  const rig = await startRig();
  const button = { tag: 'button', text: { tag: 'plain_text', content: 'go' } };
  const behaviors = [{ type: 'callback', value: { a: 'go' } }];
  const shown = card('before', { body: { elements: [{ ...button, behaviors }] } });
  const { body } = await sendCard(rig, shown);
  const click = { by: 'zhangsan', message_id: body.data.message_id, button: 'go' };
  expect(await rig.sandbox.click(click)).toMatchObject({ clientCode: 200340 });

  const data = (answer: object) => Buffer.from(JSON.stringify(answer)).toString('base64');
  const toast = { type: 'success', content: 'done' };
  const answers = [
    { code: 200, data: data({ toast, card: { type: 'raw', data: card('after') } }) },
    { code: 200 },
    { code: 500 },
  ];
  const client = await dial(rig.sandbox, () => answers[client.events.length - 1]);
  expect(await rig.sandbox.click(click)).toMatchObject({ status: 200, toast, card: card('after') });
  await sendCard(rig, shown);
  const again = {
    ...click,
    message_id: rig.sandbox.messages(rig.sandbox.directChat('zhangsan')).at(-1)!.message_id,
  };
  const silent = await rig.sandbox.click(again);
  expect([silent.status, silent.clientCode]).toEqual([200, undefined]);
  expect(await rig.sandbox.click(again)).toMatchObject({ status: 500, clientCode: 200671 });
});
