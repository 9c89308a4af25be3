import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { terse } from '../../src/feishu/long-connection/terse.ts';
import { capturedLog } from '../support/log.ts';
import { type Line, openLine } from '../support/long-connection.ts';
import { until } from '../support/until.ts';

let line: Line;
afterEach(() => line.close());
const open = async (options: Parameters<typeof openLine>[0] = {}) => {
  line = await openLine(options);
};
const opened = async (options: Parameters<typeof openLine>[0] = {}) => {
  await open(options);
  await line.ready();
};

const event = (event_id = 'ev_1', more: object = {}) => ({
  schema: '2.0',
  header: { event_id, event_type: 'im.message.receive_v1', token: 'tok', create_time: '1', app_id: 'cli_1' },
  event: { message: { message_id: 'om_1' }, ...more },
});
const pingEvery = (seconds: number) => (world: World) => {
  world.settings.long_connection.ping_interval = seconds;
};
const firstGeneration = {
  uuid: 'of the delivery',
  ts: '1.5',
  token: 'tok',
  type: 'event_callback',
  event: { type: 'approval_instance', uuid: 'of the instance', token: 'x', operate_time: '3' },
};

describe('an event reaches the bot as Feishu sent it', () => {
  it('of the second generation, its header apart from its content', async () => {
    await opened();
    expect((await line.sandbox.deliver(event())).attempts).toMatchObject([{ status: 200 }]);
    expect(line.received).toEqual([
      { type: 'im.message.receive_v1', id: 'ev_1', token: 'tok', generation: 2, event: event().event },
    ]);
  });

  it('of the first generation, its own type, uuid and token untouched by the envelope', async () => {
    await opened();
    await line.sandbox.deliver(firstGeneration);
    expect(line.received).toEqual([
      {
        type: 'approval_instance',
        id: 'of the delivery',
        token: 'tok',
        generation: 1,
        event: firstGeneration.event,
      },
    ]);
  });

  it('without a verification token', async () => {
    await opened();
    const { token: _, ...rest } = firstGeneration;
    expect((await line.sandbox.deliver(rest)).state).toBe('delivered');
    expect(line.received).toMatchObject([{ token: '', id: 'of the delivery' }]);
  });

  it('in pieces, cut through the middle of characters', async () => {
    await opened({
      change: (world) => {
        world.settings.long_connection.fragment_bytes = 50;
      },
    });
    const large = event('ev_1', { text: '审批'.repeat(500) });
    expect((await line.sandbox.deliver(large)).state).toBe('delivered');
    expect(line.received[0]?.event).toEqual(large.event);
  });

  it('in one packet with the handshake, all of those that had waited', async () => {
    let waiting: Promise<{ attempts: readonly object[] }>[] = [];
    await open({
      prepare: (sandbox) => {
        waiting = Array.from({ length: 40 }, (_, n) => sandbox.deliver(event(`ev_${n}`)));
      },
    });
    for (const { attempts } of await Promise.all(waiting)) expect(attempts).toHaveLength(2);
    expect(new Set(line.received.map(({ id }) => id)).size).toBe(40);
  });
});

describe('what is not recorded is not acknowledged', () => {
  it('a failure to record: 500 on the frame, and Feishu delivers again', async () => {
    await opened();
    line.behaviour.receive = async () => {
      throw new Error('disk full');
    };
    const delivering = line.sandbox.deliver(event());
    await until(() => line.sandbox.deliveries[0]?.attempts.length === 1);
    line.behaviour.receive = async () => ({});
    await line.clock.advance(15_000);
    expect((await delivering).attempts).toMatchObject([{ status: 500 }, { status: 200 }]);
    expect(line.log.text()).toContain('disk full');
  });

  it.each([
    ['no event at all', { hello: 'world' }],
    ['an event without its id', event('')],
    ['one without content', { ...firstGeneration, event: undefined }],
  ])('%s', async (_name, payload) => {
    await opened();
    void line.sandbox.deliver(payload);
    await until(() => line.sandbox.deliveries[0]?.attempts.length === 1);
    expect(line.sandbox.deliveries[0]?.attempts).toMatchObject([{ status: 500 }]);
    expect(line.received).toEqual([]);
  });

  it('an acknowledgement waits until the record is durable', async () => {
    await opened();
    let recorded = () => {};
    line.behaviour.receive = () => new Promise((resolve) => (recorded = () => resolve({})));
    const delivering = line.sandbox.deliver(event());
    await until(() => line.received.length === 1);
    expect(line.sandbox.deliveries[0]?.attempts).toEqual([]);
    recorded();
    expect((await delivering).state).toBe('delivered');
  });
});

describe('the connection', () => {
  it('is not ready before it is open, and not after it is closed', async () => {
    await open();
    expect(await line.state()).toBe('the long connection does not work: it is being opened');
    await line.ready();
    await line.channel.stop();
    expect(await line.state()).toBe('the long connection does not work: the socket is gone');
    await until(() => line.sandbox.connections.length === 0);
  });

  it.each(['close', 'drop'] as const)('comes back when Feishu ends it (%s)', async (end) => {
    await opened();
    const [before] = line.sandbox.connections;
    before?.[end]();
    await until(() => !line.sandbox.connections.includes(before!) && line.sandbox.connections.length === 1);
    await line.ready();
    expect((await line.sandbox.deliver(event())).state).toBe('delivered');
    await until(() => line.log.text().includes('the long connection is open again'));
  });

  it('is given up within the ping timeout when it has gone half-open, and opened again', async () => {
    await opened({ change: pingEvery(0.4), pingTimeoutMs: 200 });
    const began = performance.now();
    const [dead] = line.sandbox.connections;
    line.sandbox.faults.add({ on: 'connection', halfOpen: true, times: 1 });
    await until(() => line.sandbox.connections.length > 0 && line.sandbox.connections[0] !== dead);
    expect(performance.now() - began).toBeLessThan(1_500);
    await line.ready();
    expect((await line.sandbox.deliver(event())).state).toBe('delivered');
  });

  it('is replaced when it is silent all the same: pings that come too fast keep the watchdog of the SDK from barking', async () => {
    await opened({ change: pingEvery(0.1), pingTimeoutMs: 300 });
    const [dead] = line.sandbox.connections;
    const fault = line.sandbox.faults.add({ on: 'connection', halfOpen: true });
    await until(async () => /silent for 1 s/.test(await line.state()));
    expect(line.sandbox.connections[0]).toBe(dead);
    fault.remove();
    await line.clock.advance(1_000);
    await until(async () => {
      await line.clock.advance(1_000);
      return line.sandbox.connections.length > 0 && line.sandbox.connections[0] !== dead;
    });
    await line.ready();
    expect((await line.sandbox.deliver(event())).state).toBe('delivered');
  });

  it('survives a Feishu that is busy for a while', async () => {
    await opened();
    const busy = { status: 200, body: { code: 1000040343, msg: 'internal error', data: {} } };
    line.sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', times: 2, answer: busy });
    line.sandbox.connections[0]?.drop();
    await until(() => line.sandbox.connections.length === 0);
    await line.ready();
    expect(line.log.text()).toContain('1000040343');
  });
});

describe('a connection that the SDK has given up, or is slow to open', () => {
  const refusals: [string, object][] = [
    ['with data', { code: 514, msg: 'auth failed', data: {} }],
    ['without data', { code: 514, msg: 'auth failed' }],
    ['system busy', { code: 1, msg: 'system busy', data: {} }],
    ['too many connections', { code: 1000040350, msg: 'exceed conn limit', data: null }],
  ];
  it.each(refusals)(
    'is opened anew, later and later, and the log says what to check: %s',
    async (_name, body) => {
      await open({
        prepare: (sandbox) =>
          sandbox.faults.add({
            on: 'call',
            path: '/callback/ws/endpoint',
            times: 3,
            answer: { status: 200, body },
          }),
      });
      const asked = () => line.sandbox.calls.filter(({ path }) => path === '/callback/ws/endpoint').length;
      for (const [index, wait] of [1_000, 2_000, 4_000].entries()) {
        await until(async () => (await line.state()).includes('was refused'));
        await line.clock.advance(1_000);
        expect(asked()).toBe(index + 1);
        await line.clock.advance(wait - 1);
        expect(asked()).toBe(index + 1);
        await line.clock.advance(1);
        await until(() => asked() === index + 2);
      }
      await line.ready();
      expect(line.log.text()).toContain('FEISHU_APP_ID and FEISHU_APP_SECRET');
      expect((await line.sandbox.deliver(event())).state).toBe('delivered');
    },
  );

  it('begins with the short wait again once it has worked', async () => {
    const refuse = (sandbox: Line['sandbox']) =>
      sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', times: 1, code: 99991401 });
    await open({ prepare: refuse });
    const recover = async () => {
      await until(async () => (await line.state()).includes('was refused'));
      await line.clock.advance(1_000);
      await line.clock.advance(1_000);
      await line.ready();
    };
    await recover();
    await line.clock.advance(1_000);
    refuse(line.sandbox);
    line.sandbox.connections[0]?.drop();
    await recover();
  });

  it('because of a wrong secret: says so, and never shows the secret or a ticket', async () => {
    await open({ credentials: { appSecret: 'wrong-one' } });
    await until(async () => (await line.state()).includes('514'));
    await line.clock.advance(1_000);
    expect(line.log.text()).toContain('opened anew');
    for (const secret of ['wrong-one', line.sandbox.app.app_secret, 'ticket='])
      expect(line.log.text()).not.toContain(secret);
  });

  it('at the start, because the network is not there yet: soon, and not when the SDK would', async () => {
    await open({
      prepare: (sandbox) =>
        sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', times: 1, drop: 'before' }),
    });
    await until(async () => (await line.state()).includes('got no answer'));
    await line.clock.advance(1_000);
    await line.clock.advance(1_000);
    await line.ready();
  });

  it('after its attempts are used up', async () => {
    await opened({
      change: (world) => {
        world.settings.long_connection.reconnect_count = 1;
      },
    });
    const fault = line.sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', drop: 'before' });
    line.sandbox.connections[0]?.drop();
    await until(async () => (await line.state()).includes('given up'));
    fault.remove();
    await line.clock.advance(1_000);
    await line.clock.advance(1_000);
    await line.ready();
  });
});

describe('a shutdown', () => {
  it('waits for the record under way and sends its acknowledgement before it closes', async () => {
    await opened();
    let recorded = () => {};
    line.behaviour.receive = () => new Promise((resolve) => (recorded = () => resolve({})));
    const delivering = line.sandbox.deliver(event());
    await until(() => line.received.length === 1);
    const stopped = line.channel.stop();
    recorded();
    await stopped;
    expect((await delivering).attempts).toMatchObject([{ status: 200 }]);
    expect(line.sandbox.deliveries).toHaveLength(1);
  });

  it('waits no longer than 3 s for one that does not end', async () => {
    await opened();
    let recorded = () => {};
    line.behaviour.receive = () => new Promise((resolve) => (recorded = () => resolve({})));
    void line.sandbox.deliver(event());
    await until(() => line.received.length === 1);
    const stopped = line.channel.stop();
    await line.clock.advance(3_000);
    await stopped;
    expect(line.sandbox.deliveries[0]?.state).toBe('waiting');
    recorded();
  });

  it('does not wait for the farewell of a line that is half-open', async () => {
    await opened({ pingTimeoutMs: 20_000 });
    line.sandbox.faults.add({ on: 'connection', halfOpen: true });
    const began = performance.now();
    await line.channel.stop();
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

it('the log never gets what the SDK says after a colon: an address with its ticket, or what people wrote', () => {
  const captured = capturedLog();
  const sdk = terse(captured.log);
  sdk.error([
    '[ws]',
    `failed to handle inbound frame: Unexpected token, "{"text":"my salary" is not valid JSON`,
  ]);
  sdk.warn(['[ws]', 'no pong/inbound within 25s of last ping']);
  sdk.info(['[ws]', 'get connect config success, ws url: wss://host/ws?ticket=1']);
  sdk.debug(['receive message, 1']);
  expect(captured.lines.map((line) => JSON.parse(line).sdk)).toEqual([
    '[ws] failed to handle inbound frame',
    '[ws] no pong/inbound within 25s of last ping',
  ]);
});
