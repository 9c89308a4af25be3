import { describe, expect, it, type TestContext } from 'vitest';
import { type Drill, openDrill, type programs, setups, storages, until } from './processes.ts';

/** Most of a drill is waiting for leases, so they run beside each other; each closes what it has opened. */
async function open({ onTestFinished }: TestContext, ...how: Parameters<typeof openDrill>): Promise<Drill> {
  const drill = await openDrill(...how);
  onTestFinished(drill.close);
  return drill;
}

const CC = '/open-apis/approval/v4/instances/cc';
const REPLY = '/open-apis/im/v1/messages/:id/reply';
const copies = (drill: Drill) =>
  drill.sandbox
    .instance('laptops')
    .timeline.filter((entry) => entry.type === 'CC' && entry.by.handle === 'zhangsan').length;
const answers = (drill: Drill) =>
  drill.sandbox.messages('direct:zhangsan').filter((message) => message.sender === 'bot').length;
const ccCalls = (drill: Drill) => drill.sandbox.calls.filter((call) => call.path === CC).length;

/** Asks for a CC in words that both programs understand. */
async function ask(drill: Drill, program: keyof typeof programs) {
  const { definition, instance_code } = drill.sandbox.instance('laptops');
  const what = program === 'bot' ? instance_code : `${definition.approval_code}/${instance_code}`;
  const said = await drill.sandbox.say({ from: 'zhangsan', chat: 'direct', text: `/cc @李四 ${what}` });
  await until('acknowledged', () => drill.sandbox.deliveries.at(-1)?.state === 'delivered');
  return said;
}

async function restart(drill: Drill) {
  await drill.kill();
  drill.sandbox.faults.clear();
  await drill.start();
}

describe.concurrent('kill -9 after the record and before the work', () => {
  it.for(storages)('the bot does the work after the restart (%s)', async (storage, context) => {
    const drill = await open(context, 'bot', { storage });
    drill.sandbox.faults.add({ on: 'call', path: '/open-apis/bot/v3/info', delayMs: 60_000 });
    await ask(drill, 'bot');
    await restart(drill);
    await until('one receipt', () => answers(drill) === 1);
    expect(copies(drill)).toBe(1);
  });

  it('control: a bot that acknowledges first and remembers in memory loses it', async (context) => {
    const drill = await open(context, 'naive', { env: { NAIVE: 'forgetful', NAIVE_PAUSE_MS: '500' } });
    await ask(drill, 'naive');
    await restart(drill);
    await drill.sandbox.clock.advance(8 * 3_600_000);
    expect([copies(drill), answers(drill)]).toEqual([0, 0]);
  });
});

describe.concurrent('kill -9 after the effect of the CC call and before its record', () => {
  const crash = async (
    context: TestContext,
    program: keyof typeof programs,
    [storage, mode] = setups[0] ?? [],
  ) => {
    const drill = await open(context, program, { ...(storage && { storage }), ...(mode && { mode }) });
    drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 60_000 });
    await ask(drill, program);
    await until('the effect', () => copies(drill) === 1);
    await restart(drill);
    await until('one receipt', () => answers(drill) === 1);
    return drill;
  };

  it.for(setups)('the bot copies once (%s, %s)', async (setup, context) => {
    const drill = await crash(context, 'bot', setup);
    expect([copies(drill), ccCalls(drill)]).toEqual([1, 1]);
  });

  it('control: a bot that crosses off afterwards copies twice', async (context) => {
    const drill = await crash(context, 'naive');
    expect(copies(drill)).toBe(2);
  });
});

describe.concurrent('kill -9 after a card was sent and before its record', () => {
  const crash = async (
    context: TestContext,
    program: keyof typeof programs,
    storage?: (typeof storages)[number],
  ) => {
    const drill = await open(context, program, storage && { storage });
    drill.sandbox.faults.add({ on: 'call', path: REPLY, times: 1, answerDelayMs: 60_000 });
    await ask(drill, program);
    await until('the effect', () => answers(drill) === 1);
    const calls = () => drill.sandbox.calls.filter((call) => call.path.endsWith('/reply')).length;
    await restart(drill);
    await until('a second call', () => calls() === 2);
    await until('its answer', () => drill.sandbox.calls.at(-1)?.answered === true);
    return drill;
  };

  it.for(storages)('the bot has sent one receipt (%s)', async (storage, context) => {
    const drill = await crash(context, 'bot', storage);
    expect([copies(drill), answers(drill)]).toEqual([1, 1]);
  });

  it('control: a bot without an identity for its sends has sent two', async (context) => {
    const drill = await crash(context, 'naive');
    expect(answers(drill)).toBe(2);
  });
});

describe.concurrent('SIGTERM', () => {
  it.for(storages)(
    'in the middle of a call: the bot finishes it, exits 0, and has nothing left to do (%s)',
    async (storage, context) => {
      const drill = await open(context, 'bot', { storage });
      drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 1_000 });
      await ask(drill, 'bot');
      await until('the effect', () => copies(drill) === 1);
      const began = Date.now();
      expect(await drill.stop()).toBe(0);
      expect(Date.now() - began).toBeLessThan(30_000);
      await drill.start();
      await until('one receipt', () => answers(drill) === 1);
      expect([copies(drill), ccCalls(drill)]).toEqual([1, 1]);
    },
  );

  it.for(storages)(
    'during a call that never ends: the bot exits 0 without it, and the next one copies once (%s)',
    async (storage, context) => {
      const drill = await open(context, 'bot', { storage });
      drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 60_000 });
      await ask(drill, 'bot');
      await until('the effect', () => copies(drill) === 1);
      const began = Date.now();
      expect(await drill.stop()).toBe(0);
      expect(Date.now() - began).toBeLessThan(30_000);
      await drill.start();
      await until('one receipt', () => answers(drill) === 1);
      expect([copies(drill), ccCalls(drill)]).toEqual([1, 1]);
    },
  );

  it('a second process on the same folder is refused with the pid of the first', async (context) => {
    const drill = await open(context, 'bot');
    const { code, output } = await drill.another();
    const first = drill.pid();
    expect(first).toBeGreaterThan(0);
    expect([code, output]).toEqual([1, expect.stringMatching(new RegExp(`in use by process ${first}\\.`))]);
  });
});
