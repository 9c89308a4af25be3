import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { FrameFault } from '../../sandbox/platform/fault.ts';
import type { World } from '../../sandbox/platform/index.ts';
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
    expect(line.received).toMatchObject([
      { type: 'im.message.receive_v1', id: 'ev_1', token: 'tok', generation: 2, event: event().event },
    ]);
  });

  it('of the first generation, its own type, uuid and token untouched by the envelope', async () => {
    await opened();
    await line.sandbox.deliver(firstGeneration);
    expect(line.received).toMatchObject([
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
    expect(line.received).toMatchObject([]);
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

/** Records that are all under way until they are finished together. */
function gathered() {
  const ends: (() => void)[] = [];
  return {
    add: () => new Promise<object>((resolve) => ends.push(() => resolve({}))),
    finish: () => ends.forEach((end) => void end()),
  };
}

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

  it('takes nothing more, however much comes: what was taken is acknowledged, the rest is left for another connection', async () => {
    await opened();
    const records = gathered();
    line.behaviour.receive = records.add;
    const push = () => void line.sandbox.deliver(event(`ev_${line.sandbox.deliveries.length}`));
    for (let n = 0; n < 5; n++) push();
    await until(() => line.received.length === 5);
    const load = setInterval(push, 20);
    onTestFinished(() => clearInterval(load));
    const stopped = line.channel.stop();
    const sent = () => line.sandbox.deliveries.length;
    await until(() => sent() === 15);
    expect(line.received).toHaveLength(5);
    records.finish();
    const began = performance.now();
    await stopped;
    expect(performance.now() - began).toBeLessThan(10_000);
    await until(() => line.sandbox.connections.length === 0);
    const outcomes = line.sandbox.deliveries.map(({ state }) => state);
    expect(outcomes.slice(0, 5)).toEqual(Array(5).fill('delivered'));
    expect(new Set(outcomes.slice(5))).toEqual(new Set(['waiting']));
    expect(line.received).toHaveLength(5);
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
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe('a frame that is not as it should be costs nothing, and stops nothing', () => {
  const passed = async (fault: Omit<FrameFault, 'on'>, change?: (world: World) => void) => {
    await opened({ ...(change && { change }) });
    line.sandbox.faults.add({ on: 'frame', times: 1, ...fault });
    void line.sandbox.deliver(event('ev_bad'));
    const good = await line.sandbox.deliver(event('ev_good'));
    expect(good.state).toBe('delivered');
    expect(line.received.map(({ id }) => id)).toEqual(['ev_good']);
  };

  it.each([
    ['100,000,000 pieces', { sum: '100000000' }],
    ['no number of pieces', { sum: 'many' }],
    ['no pieces at all', { sum: '0' }],
    ['a piece that is none of its pieces', { sum: '2', seq: '2' }],
    ['a negative piece', { sum: '2', seq: '-1' }],
    ['half a piece', { sum: '2', seq: '0.5' }],
    ['pieces without end', { sum: 'Infinity' }],
  ])('it claims %s', async (_name, headers) => {
    const before = process.cpuUsage();
    await passed({ headers });
    const { user, system } = process.cpuUsage(before);
    // Room for 100 million pieces takes a minute.
    expect(user + system).toBeLessThan(5_000_000);
  });

  it('its event is larger than any: the line is opened anew', async () => {
    await opened({
      change: (world) => {
        world.settings.long_connection.fragment_bytes = 4 * 1024 * 1024;
      },
    });
    line.sandbox.faults.add({ on: 'frame', times: 1, padBytes: 2 * 1024 * 1024 });
    const [before] = line.sandbox.connections;
    void line.sandbox.deliver(event('ev_bad'));
    await until(() => !line.sandbox.connections.includes(before!) && line.sandbox.connections.length === 1);
    await line.ready();
    expect((await line.sandbox.deliver(event('ev_good'))).state).toBe('delivered');
    expect(line.received.map(({ id }) => id)).toEqual(['ev_good']);
  });

  it('its event is larger than any, in pieces', () =>
    passed({ padBytes: 2 * 1024 * 1024 }, (world) => {
      world.settings.long_connection.fragment_bytes = 64 * 1024;
    }));

  it('its event never becomes whole', () =>
    passed({ unfinished: true }, (world) => {
      world.settings.long_connection.fragment_bytes = 50;
    }));

  it.each([1e12, 0, -1, 3e9])('it asks for a ping every %d s: none is sent on and on', async (seconds) => {
    await opened();
    line.sandbox.world.settings.long_connection.ping_interval = seconds;
    line.sandbox.connections[0]?.drop();
    await until(() => line.log.text().includes('the long connection is open again'));
    const pings = () => line.sandbox.connections[0]?.pings() ?? 0;
    await until(() => pings() > 0);
    await pause(100);
    expect(pings()).toBeLessThan(3);
  });
});
