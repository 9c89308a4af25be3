import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Delivery, RETRY_AFTER_MS } from '../../sandbox/platform/index.ts';
import { decrypt, HOUR, type Reply, type Rig, startBot, startRig, WORLD_START } from './support.ts';

const EVENT = { schema: '2.0', header: { event_id: 'e1', event_type: 'test.event_v1' }, event: {} };

async function connected(reply: () => Reply = () => ({})) {
  const rig = await startRig();
  const bot = await startBot(rig.sandbox, reply);
  await rig.sandbox.connect(bot.url);
  return { rig, bot, sandbox: rig.sandbox, clock: rig.clock };
}

describe('connect', () => {
  it('sends an encrypted, unsigned challenge and takes the address that gives it back', async () => {
    const { sandbox, bot } = await connected();
    expect(bot.checks).toHaveLength(1);
    expect(bot.checks[0]).not.toHaveProperty('x-lark-signature');
    await sandbox.deliver(EVENT);
    expect(bot.received).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof failing>[0], RegExp]>([
    ['another challenge', { body: { challenge: 'x' } }, /expected \{"challenge":"[0-9a-f]{32}"\} back/],
    ['no JSON', { body: 'ok' }, /got ok/],
    ['HTTP 401', { status: 401, body: 'who?' }, /HTTP 401 instead of 200: who\?/],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1/' } }, /HTTP 302/],
    ['nothing within 1 s', 'hang', /no answer within 1000 ms/],
    ['a broken connection', 'reset', /connection: ECONNRESET/],
  ])('throws for %s', async (_name, reply, message) => {
    const rig = await startRig();
    const connecting = expect(rig.sandbox.connect(await failing(reply))).rejects.toThrow(message);
    await rig.clock.advance(1000);
    await connecting;
    const delivery = await Promise.race([
      rig.sandbox.deliver(EVENT),
      rig.clock.advance(8 * HOUR).then(() => 'late'),
    ]);
    expect(delivery).toMatchObject({
      state: 'given up',
      attempts: Array(5).fill({ error: 'no request URL has been saved, and no long connection is open' }),
    });
  });

  async function failing(reply: Reply): Promise<string> {
    const { createServer } = await import('node:http');
    const { onTestFinished } = await import('vitest');
    const server = createServer((request, response) => {
      if (reply === 'hang') return;
      if (reply === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, reply.headers);
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  }
});

it('signs the raw body and encrypts the payload', async () => {
  const { sandbox, bot } = await connected();
  await sandbox.deliver(EVENT);
  const [{ headers, raw, payload }] = bot.received as [(typeof bot.received)[0]];
  const [timestamp, nonce] = [headers['x-lark-request-timestamp'], headers['x-lark-request-nonce']];
  expect(timestamp).toBe(String(WORLD_START / 1000));
  const text = `${timestamp}${nonce}${sandbox.app.encrypt_key}${raw}`;
  expect(headers['x-lark-signature']).toBe(createHash('sha256').update(text).digest('hex'));
  expect(payload).toEqual(EVENT);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
});

it('seals like the documented example can be opened', () => {
  expect(() => decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toThrow(/hello worl/);
});

it('seals with another key, time or nonce, and without a signature', async () => {
  const { sandbox } = await startRig();
  const other = sandbox.seal(EVENT, { encryptKey: 'other', timestamp: '1', nonce: 'n' });
  expect(decrypt(JSON.parse(other.body).encrypt, 'other')).toEqual(EVENT);
  expect(other.headers).toMatchObject({ 'x-lark-request-timestamp': '1', 'x-lark-request-nonce': 'n' });
  expect(Object.keys(sandbox.seal(EVENT, { signed: false }).headers)).toEqual(['content-type']);
});

describe('retries', () => {
  const replies: [string, Reply, object][] = [
    ['HTTP 500', { status: 500 }, { status: 500 }],
    ['HTTP 204', { status: 204 }, { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/' } }, { status: 302 }],
    ['a broken connection', 'reset', { error: 'ECONNRESET' }],
    ['no answer within 3 s', 'hang', { error: 'no answer within 3000 ms', ms: 3000 }],
  ];
  it.each(replies)(
    'follow the schedule after %s, with the same bytes, and then end',
    async (_name, reply, attempt) => {
      const { rig, bot, sandbox } = await connected(() => reply);
      const delivering = sandbox.deliver(EVENT);
      const [delivery] = sandbox.deliveries as [Delivery];
      const lost = reply === 'hang' ? 3000 : 0;
      await rig.clock.advance(lost);
      for (const [index, wait] of RETRY_AFTER_MS.entries()) {
        await rig.clock.advance(wait - 1);
        expect(delivery.attempts, `before retry ${index + 1}`).toHaveLength(index + 1);
        await rig.clock.advance(1 + lost);
        expect(delivery.attempts, `after retry ${index + 1}`).toHaveLength(index + 2);
      }
      await expect(delivering).resolves.toBe(delivery);
      expect(delivery).toMatchObject({ state: 'given up', attempts: Array(5).fill(attempt) });
      expect(new Set(bot.received.map(({ raw }) => raw)).size).toBe(1);
      await rig.clock.advance(24 * HOUR);
      expect(bot.received).toHaveLength(5);
    },
  );

  it('are 15 s, 5 min, 1 h and 6 h apart', () => {
    expect(RETRY_AFTER_MS).toEqual([15_000, 300_000, 3_600_000, 21_600_000]);
  });

  it('end with the first HTTP 200', async () => {
    let calls = 0;
    const { clock, sandbox } = await connected(() => ({ status: ++calls < 3 ? 503 : 200 }));
    const delivering = sandbox.deliver(EVENT);
    await clock.advance(15_000);
    await clock.advance(300_000);
    const { state, attempts } = await delivering;
    expect(state).toBe('delivered');
    expect(attempts.map(({ at, status }) => [at - WORLD_START, status])).toEqual([
      [0, 503],
      [15_000, 503],
      [315_000, 200],
    ]);
  });

  it('survive that nobody listens', async () => {
    const { clock, sandbox, bot } = await connected();
    bot.server.close();
    const delivering = sandbox.deliver(EVENT);
    await clock.advance(8 * HOUR);
    expect((await delivering).attempts[0]).toMatchObject({ error: 'ECONNREFUSED' });
  });
});

describe('order', () => {
  const copy = (rig: Rig, instance = 1) =>
    rig.call('POST', '/approval/v4/instances/cc', {
      body: {
        approval_code: `7C468A54-8745-2245-9675-08B7C63E7A8${instance === 1 ? 1 : 2}`,
        instance_code: `81D31358-93AF-92D6-7425-01A5D67C4E0${instance}`,
        user_id: rig.sandbox.person('zhangsan').open_id,
        cc_user_ids: [rig.sandbox.person('lisi').open_id, rig.sandbox.person('emma').open_id],
      },
    });

  it('holds back the next event of an instance until the one before is acknowledged; others go on', async () => {
    const rig = await startRig((world) => {
      world.settings.subscribed = ['purchase', 'leave'];
    });
    let broken = true;
    const laptops = '81D31358-93AF-92D6-7425-01A5D67C4E01';
    const bot = await startBot(rig.sandbox, ({ payload }) => ({
      status: broken && payload.event.instance_code === laptops ? 500 : 200,
    }));
    await rig.sandbox.connect(bot.url);
    const seen = () =>
      bot.received.map(({ payload }) => [payload.event.instance_code.at(-1), payload.event.user_id]);
    await copy(rig);
    await copy(rig, 2);
    await rig.clock.advance(14_000);
    expect(seen().sort()).toEqual([
      ['1', 'b2e4d6f8'],
      ['2', 'b2e4d6f8'],
      ['2', 'e5c7d9ab'],
    ]);
    broken = false;
    await rig.clock.advance(1000);
    expect(seen().slice(3)).toEqual([
      ['1', 'b2e4d6f8'],
      ['1', 'e5c7d9ab'],
    ]);
    expect(rig.sandbox.deliveries.map(({ state }) => state)).toEqual(Array(4).fill('delivered'));
  });

  it('is kept for approval events that a test sends itself, one type beside the other', async () => {
    const { sandbox, clock, bot } = await connected(() => ({ status: 500 }));
    const event = (type: string) => ({ uuid: type, event: { type, instance_code: 'I' } });
    for (const type of ['approval_instance', 'approval_instance', 'approval_task'])
      void sandbox.deliver(event(type));
    await clock.advance(0);
    expect(bot.received.map(({ payload }) => payload.uuid).sort()).toEqual([
      'approval_instance',
      'approval_task',
    ]);
  });

  it('goes on after an event that was given up', async () => {
    const rig = await startRig((world) => {
      world.settings.subscribed = ['purchase'];
    });
    const bot = await startBot(rig.sandbox, ({ payload }) => ({
      status: payload.event.user_id === 'b2e4d6f8' ? 500 : 200,
    }));
    await rig.sandbox.connect(bot.url);
    await copy(rig);
    await rig.clock.advance(8 * HOUR);
    expect(rig.sandbox.deliveries.map(({ state, attempts }) => [state, attempts.length])).toEqual([
      ['given up', 5],
      ['delivered', 1],
    ]);
  });
});

describe('faults', () => {
  const named = (id: string) => ({ ...EVENT, header: { ...EVENT.header, event_id: id } });

  it('duplicate an event', async () => {
    const { sandbox, bot } = await connected();
    sandbox.faults.add({ on: 'delivery', eventType: 'test.event_v1', duplicate: 4, times: 1 });
    await sandbox.deliver(EVENT);
    expect(bot.received.map(({ payload }) => payload.header.event_id)).toEqual(Array(5).fill('e1'));
    await sandbox.deliver(EVENT);
    expect(bot.received).toHaveLength(6);
  });

  it('lose an event', async () => {
    const { sandbox, bot } = await connected();
    const fault = sandbox.faults.add({ on: 'delivery', drop: true });
    expect((await sandbox.deliver(EVENT)).state).toBe('not sent');
    fault.remove();
    expect((await sandbox.deliver(EVENT)).state).toBe('delivered');
    expect(bot.received).toHaveLength(1);
  });

  it.each([
    ['in order', ['c', 'a', 'b']],
    ['reversed', ['c', 'b', 'a']],
  ] as const)('hold events back and release them %s', async (hold, order) => {
    const { sandbox, bot } = await connected();
    const fault = sandbox.faults.add({ on: 'delivery', hold, times: 2 });
    const held = [sandbox.deliver(named('a')), sandbox.deliver(named('b'))];
    await sandbox.deliver(named('c'));
    expect(bot.received).toHaveLength(1);
    fault.remove();
    await Promise.all(held);
    expect(bot.received.map(({ payload }) => payload.header.event_id)).toEqual(order);
  });

  it('hit only the events that they name', async () => {
    const { sandbox, bot } = await connected();
    sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', drop: true });
    await sandbox.deliver(EVENT);
    expect(bot.received).toHaveLength(1);
  });
});
