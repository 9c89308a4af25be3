import { afterEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { copied } from '../support/copies.ts';

/** What is held against times that Feishu tells, on a machine whose clock is wrong from the start. */
const MINUTE = 60_000;
const CODE = '7C468A54-8745-2245-9675-08B7C63E7A81';
let office: Office;
afterEach(() => office.close());

const open = (minutes: number, options: Parameters<typeof openOffice>[0] = {}) =>
  openOffice({ ahead: minutes * MINUTE, env: { APPROVAL_CODES: CODE, ADMIN_OPEN_IDS: '' }, ...options });
const last = (who: string) => office.heard(`direct:${who}`).at(-1) ?? '';
const ask = async (who: string, text: string) => {
  await office.say(who, text);
  await office.wait(5);
  return last(who);
};
const copy = () => ask('zhangsan', `/cc @王五 ${office.sandbox.instance('laptops').instance_code}`);

describe.each([12, -30])('with a clock that is %i minutes ahead', (minutes) => {
  it('a receipt shows who has read since, and not who had read an earlier copy', async () => {
    office = await open(minutes);
    expect(await copy()).not.toContain('全部已读');
    await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
    await office.wait(5);
    expect(last('zhangsan')).toContain('全部已读');
    await office.wait(10 * 60);
    expect(await copy()).not.toContain('全部已读');
  });

  it('the picker has what was started just now', async () => {
    office = await open(minutes, { change: (world) => void copied(world, 'wangwu', ['-2m']) });
    const { serial_number } = office.sandbox.world.instances.at(-1)!;
    expect(await ask('zhangsan', '/cc @赵六')).toContain(serial_number);
  });

  it('a copy that came after the reading of another one is unread, though its event was missed', async () => {
    office = await open(minutes);
    await copy();
    await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
    await office.wait(5 * 60);
    office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', drop: true });
    await copy();
    expect(await ask('wangwu', '/unread')).toContain('1 条未读抄送');
  });

  it('the age of a copy is by the clock that dates it', async () => {
    office = await open(minutes, { change: (world) => void copied(world, 'wangwu', ['-1430m', '-1450m']) });
    const text = await ask('wangwu', '/unread');
    expect(text).toContain('等了 1 天');
    expect(text).toContain('不到一天');
  });

  it('how late events are acknowledged is measured by it as well', async () => {
    office = await open(minutes);
    await ask('zhangsan', '/help');
    const metrics = await (await fetch(new URL('/metrics', office.url()))).text();
    const sum = /^approval_bot_event_age_at_acknowledgement\w*_sum (\S+)/m.exec(metrics)?.[1];
    expect(Math.abs(Number(sum))).toBeLessThan(60);
  });
});
