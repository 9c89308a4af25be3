import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { platformTime } from '../../src/feishu/platform-time.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { START } from '../support/clock.ts';
import { capturedLog } from '../support/log.ts';

const MINUTE = 60_000;
let office: Office;
beforeEach(async () => {
  office = await openOffice();
  await office.say('lisi', '/ping');
  await office.wait(2);
});
afterEach(() => office.close());

const cc = async (createTime?: number) => {
  const { instance_code } = office.sandbox.instance('laptops');
  await office.say('zhangsan', `/cc @李四 ${instance_code}`, createTime === undefined ? {} : { createTime });
  await office.wait(3);
  return office.ccCalls().length;
};
const ready = async () => (await fetch(new URL('/readyz', office.url()))).json();
const metric = async () =>
  /^approval_bot_feishu_clock_ahead_seconds (\S+)/m.exec(
    await (await fetch(new URL('/metrics', office.url()))).text(),
  )?.[1];

it.each([12, 600, -30])(
  'a machine whose clock is %i minutes ahead acts on what was just said',
  async (minutes) => {
    office.setClock(minutes * MINUTE);
    await office.wait(1);
    expect(await cc()).toBe(1);
    await office.wait(15 * 60);
    await office.say('zhangsan', '/ping');
    await office.wait(2);
    expect(office.heard('direct:zhangsan').join()).not.toMatch(/再发|重新发/);
  },
);

it('one whose clock is 30 minutes behind does not act on a message of 35 minutes ago', async () => {
  office.setClock(-30 * MINUTE);
  await office.wait(30);
  expect(await cc(office.clock.now() - 35 * MINUTE)).toBe(0);
  expect(office.heard('direct:zhangsan').at(-1)).toMatch(/再发|重新发/);
});

it('says so in /readyz, the metrics and, once, the log', async () => {
  expect(await ready()).toMatchObject({ status: 'ok', clock: 'ok' });
  office.setClock(12 * MINUTE);
  for (let n = 0; n < 3; n++) await cc();
  expect(await ready()).toMatchObject({
    status: 'ok',
    clock: expect.stringMatching(/^7(19|20|21) s ahead of Feishu's$/),
  });
  expect(Number(await metric())).toBeCloseTo(-720, -1);
  const told = () => office.log.text().match(/differs from Feishu's/g);
  expect(told()).toHaveLength(1);
  office.setClock(0);
  await cc();
  expect(await ready()).toMatchObject({ clock: 'ok' });
  expect(told()).toHaveLength(1);
});

it('takes the middle of what the answers say, and nothing from what is no date', () => {
  let now = START;
  const own = { now: () => now, steady: () => now };
  const time = platformTime({ clock: own, machine: own, log: capturedLog().log });
  for (const nonsense of [undefined, '', 'soon', 7, null, ['x'], {}, 'Thu, 99 Foo 2026'])
    time.heard(nonsense);
  expect([time.now(), time.aheadMs()]).toEqual([undefined, 0]);
  const date = (ahead: number) => new Date(now + ahead).toUTCString();
  for (const ahead of [60_000, 60_000, -9e9, 60_000, 9e9]) time.heard(date(ahead));
  now += 5_000;
  expect(Math.abs(time.aheadMs() - 60_000)).toBeLessThanOrEqual(500);
  for (let n = 0; n < 15; n++) time.heard(date(0));
  expect(Math.abs(time.aheadMs())).toBeLessThanOrEqual(500);
});

describe('a machine that was asleep, whose steady clock stands still meanwhile', () => {
  const SLEPT = 8 * 3_600_000;
  const rig = () => {
    let [wall, steady] = [START, START];
    const machine = { now: () => wall, steady: () => steady };
    const time = platformTime({ clock: machine, machine, log: capturedLog().log });
    const hear = (at: number, times = 1) => {
      for (let n = 0; n < times; n++) time.heard(new Date(at).toUTCString());
    };
    hear(START, 15);
    return {
      time,
      hear,
      /** The wall clock and the steady one go on by so much. */
      pass(onWall: number, onSteady: number) {
        wall += onWall;
        steady += onSteady;
      },
    };
  };

  it('does not know the time until an answer comes, and then by that one', () => {
    const { time, hear, pass } = rig();
    pass(SLEPT, 0);
    expect([time.now(), time.estimate()]).toEqual([undefined, START + SLEPT]);
    hear(START + SLEPT);
    expect(time.now()).toBe(START + SLEPT);
  });

  it('takes no answer from before the sleep for the time, once two others have come', () => {
    const { time, hear, pass } = rig();
    pass(SLEPT, 0);
    hear(START);
    hear(START + SLEPT, 2);
    expect(time.now()).toBe(START + SLEPT);
  });

  it('knows the time all the same when its clock was set ahead, as soon as an answer says so', () => {
    const { time, hear, pass } = rig();
    pass(SLEPT + 1_000, 1_000);
    expect(time.now()).toBeUndefined();
    hear(START + 1_000);
    expect([time.now(), time.aheadMs()]).toEqual([START + 1_000, -SLEPT]);
  });

  it('is told apart from a single answer that is wrong', () => {
    const { time, hear, pass } = rig();
    pass(1_000, 1_000);
    hear(START + SLEPT);
    hear(START + 1_000);
    expect(time.now()).toBe(START + 1_000);
  });
});
