import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { terse } from '../../src/feishu/long-connection/dial.ts';
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

const event = () => ({ uuid: 'u', type: 'event_callback', event: { type: 'approval_cc' } });
const pingEvery = (seconds: number) => (world: World) => {
  world.settings.long_connection.ping_interval = seconds;
};

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
    expect(performance.now() - began).toBeLessThan(15_000);
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

describe('what only its operator can mend', () => {
  const errors = () => line.log.lines.map((one) => JSON.parse(one)).filter(({ level }) => level >= 50);

  it.each([
    [514, 'FEISHU_APP_SECRET'],
    [1000040351, 'FEISHU_BASE_URL=https://open.larksuite.com'],
  ])('is said once on the line that says that nothing arrives: %i', async (code, named) => {
    const refused = { status: 200, body: { code, msg: 'no', data: {} } };
    await open({
      prepare: ({ faults }) =>
        void faults.add({ on: 'call', path: '/callback/ws/endpoint', times: 4, answer: refused }),
    });
    await until(async () => {
      await line.clock.advance(5_000);
      return (await line.state()) === 'ok';
    });
    expect(errors()).toMatchObject([{ advice: expect.stringContaining(named) }]);
    expect(errors()[0]).not.toHaveProperty('check');
  });

  it('is that card callbacks of the earlier kind are sent', async () => {
    await opened();
    line.sandbox.faults.add({ on: 'frame', headers: { type: 'card' }, times: 1 });
    void line.sandbox.deliver({ open_message_id: 'om_1', action: {} });
    await until(() => line.log.text().includes('card.action.trigger'));
    void line.sandbox.deliver({ open_message_id: 'om_1', action: {} });
    await until(() => errors().some(({ msg }) => msg.includes('card.action.trigger')));
    expect(line.received).toEqual([]);
  });
});
