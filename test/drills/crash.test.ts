import { afterEach, describe, expect, it } from 'vitest';
import { type Drill, openDrill, type programs, setups, storages, until } from './processes.ts';

let drill: Drill;
afterEach(() => drill.close());

const CC = '/open-apis/approval/v4/instances/cc';
const REPLY = '/open-apis/im/v1/messages/:id/reply';
const copies = () =>
  drill.sandbox
    .instance('laptops')
    .timeline.filter((entry) => entry.type === 'CC' && entry.by.handle === 'zhangsan').length;
const answers = () =>
  drill.sandbox.messages('direct:zhangsan').filter((message) => message.sender === 'bot').length;
const ccCalls = () => drill.sandbox.calls.filter((call) => call.path === CC).length;

/** Asks for a CC in words that both programs understand. */
async function ask(program: keyof typeof programs) {
  const { definition, instance_code } = drill.sandbox.instance('laptops');
  const what = program === 'bot' ? instance_code : `${definition.approval_code}/${instance_code}`;
  const said = await drill.sandbox.say({ from: 'zhangsan', chat: 'direct', text: `/cc @李四 ${what}` });
  await until('acknowledged', () => drill.sandbox.deliveries.at(-1)?.state === 'delivered');
  return said;
}

async function restart() {
  await drill.kill();
  drill.sandbox.faults.clear();
  await drill.start();
}

describe('kill -9 after the record and before the work', () => {
  it.each(storages)(
    'the bot does the work after the restart (%s)',
    async (storage) => {
      drill = await openDrill('bot', { storage });
      drill.sandbox.faults.add({ on: 'call', path: '/open-apis/bot/v3/info', delayMs: 60_000 });
      await ask('bot');
      await restart();
      await until('one receipt', () => answers() === 1, 60);
      expect(copies()).toBe(1);
    },
    90_000,
  );

  it('control: a bot that acknowledges first and remembers in memory loses it', async () => {
    drill = await openDrill('naive', { env: { NAIVE: 'forgetful', NAIVE_PAUSE_MS: '500' } });
    await ask('naive');
    await restart();
    await drill.sandbox.clock.advance(8 * 3_600_000);
    expect([copies(), answers()]).toEqual([0, 0]);
  }, 90_000);
});

describe('kill -9 after the effect of the CC call and before its record', () => {
  const crash = async (program: keyof typeof programs, [storage, mode] = setups[0] ?? []) => {
    drill = await openDrill(program, { ...(storage && { storage }), ...(mode && { mode }) });
    drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 60_000 });
    await ask(program);
    await until('the effect', () => copies() === 1);
    await restart();
    await until('one receipt', () => answers() === 1, 60);
  };

  it.each(setups)(
    'the bot copies once (%s, %s)',
    async (...setup) => {
      await crash('bot', setup);
      expect([copies(), ccCalls()]).toEqual([1, 1]);
    },
    90_000,
  );

  it('control: a bot that crosses off afterwards copies twice', async () => {
    await crash('naive');
    expect(copies()).toBe(2);
  }, 90_000);
});

describe('kill -9 after a card was sent and before its record', () => {
  const crash = async (program: keyof typeof programs, storage?: (typeof storages)[number]) => {
    drill = await openDrill(program, storage && { storage });
    drill.sandbox.faults.add({ on: 'call', path: REPLY, times: 1, answerDelayMs: 60_000 });
    await ask(program);
    await until('the effect', () => answers() === 1);
    const calls = () => drill.sandbox.calls.filter((call) => call.path.endsWith('/reply')).length;
    await restart();
    await until('a second call', () => calls() === 2, 60);
    await until('its answer', () => drill.sandbox.calls.at(-1)?.answered === true);
  };

  it.each(storages)(
    'the bot has sent one receipt (%s)',
    async (storage) => {
      await crash('bot', storage);
      expect([copies(), answers()]).toEqual([1, 1]);
    },
    90_000,
  );

  it('control: a bot without an identity for its sends has sent two', async () => {
    await crash('naive');
    expect(answers()).toBe(2);
  }, 90_000);
});

describe('SIGTERM', () => {
  it.each(storages)(
    'in the middle of a call: the bot finishes it, exits 0 within 10 s, and has nothing left to do (%s)',
    async (storage) => {
      drill = await openDrill('bot', { storage });
      drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 1_000 });
      await ask('bot');
      await until('the effect', () => copies() === 1);
      const began = Date.now();
      expect(await drill.stop()).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_000);
      await drill.start();
      await until('one receipt', () => answers() === 1, 60);
      expect([copies(), ccCalls()]).toEqual([1, 1]);
    },
    90_000,
  );

  it.each(storages)(
    'during a call that never ends: the bot exits 0 within 10 s, and the next one copies once (%s)',
    async (storage) => {
      drill = await openDrill('bot', { storage });
      drill.sandbox.faults.add({ on: 'call', path: CC, times: 1, answerDelayMs: 60_000 });
      await ask('bot');
      await until('the effect', () => copies() === 1);
      const began = Date.now();
      expect(await drill.stop()).toBe(0);
      expect(Date.now() - began).toBeLessThan(10_500);
      await drill.start();
      await until('one receipt', () => answers() === 1, 60);
      expect([copies(), ccCalls()]).toEqual([1, 1]);
    },
    90_000,
  );

  it('a second process on the same folder is refused with the pid of the first', async () => {
    drill = await openDrill('bot');
    const { code, output } = await drill.another();
    const first = drill.pid();
    expect(first).toBeGreaterThan(0);
    expect([code, output]).toEqual([1, expect.stringMatching(new RegExp(`in use by process ${first}\\.`))]);
  }, 90_000);
});
