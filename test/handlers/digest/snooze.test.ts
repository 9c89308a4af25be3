import { afterEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let office: Office;
afterEach(() => office.close());

const open = async (at: number, env: Record<string, string> = {}) => {
  office = await openOffice({ at, env, change: (world) => copied(world, 'emma', ['-1d', '-2d']) });
  office.sandbox.world.settings.variants.click_timezone = 'always';
  await office.say('emma', '/unread');
  await office.wait(2);
};
const cards = () => office.cards('direct:emma');
const putOff = (option: string, row = 0) => {
  let seen = -1;
  return office.sandbox.click({
    by: 'emma',
    message_id: cards()[0]!.message_id,
    button: (element) => element.tag === 'overflow' && ++seen === row,
    value: option,
  });
};
/** How long it takes until something more has come, in minutes. */
const untilNext = async (mostHours: number) => {
  const before = cards().length;
  for (let minutes = 0; minutes < mostHours * 60; minutes += 15) {
    if (cards().length > before) return minutes;
    await office.pass(15 * MINUTE);
  }
  return undefined;
};

describe('what was put off while the digest is off', () => {
  it.each([
    // In London it is 14:12, and 09:12 the next day.
    ['an ordinary day', Date.UTC(2026, 4, 20, 13, 12), '2026-05-21', Date.UTC(2026, 4, 21, 8, 12)],
    // In London it is still the day before that in Shanghai, by whose clock the defaults go.
    ['an evening', Date.UTC(2026, 4, 20, 19, 12), '2026-05-21', Date.UTC(2026, 4, 21, 8, 12)],
    [
      'the day on which summer begins',
      Date.UTC(2026, 2, 28, 13, 12),
      '2026-03-29',
      Date.UTC(2026, 2, 29, 8, 12),
    ],
    ['the day on which it ends', Date.UTC(2026, 9, 24, 13, 12), '2026-10-25', Date.UTC(2026, 9, 25, 9, 12)],
  ])('comes once, at the time of the place where it was put off: %s', async (_, now, date, due) => {
    await open(now);
    expect((await putOff('tomorrow')).toast?.content).toContain(date);
    expect(office.read(cards()[0]!)).toMatch(/日 ?再提醒/);
    await office.pass(due - now - 10 * MINUTE);
    expect(cards()).toHaveLength(1);
    await office.pass(20 * MINUTE);
    expect(cards()).toHaveLength(2);
    expect(office.read(cards()[1]!)).toContain('到你要的提醒时间了');
    expect(await untilNext(30)).toBeUndefined();
  });

  it('comes as one card for all of a day, without what was read meanwhile', async () => {
    await open(Date.UTC(2026, 4, 20, 13, 12));
    await putOff('tomorrow');
    await putOff('tomorrow', 1);
    const { handle } = office.sandbox.world.instances.at(-1)!;
    office.sandbox.instance(handle).timeline[0]!.copies[0]!.read_at = office.clock.now();
    expect(await untilNext(24)).toBeDefined();
    expect(office.read(cards().at(-1)!)).toContain('1 条');
    expect(await untilNext(24)).toBeUndefined();
  });

  it('comes although Feishu fails for a while just then', async () => {
    const now = Date.UTC(2026, 4, 20, 13, 12);
    const due = Date.UTC(2026, 4, 21, 8, 12);
    await open(now);
    await putOff('tomorrow');
    await office.pass(due - now - 10 * MINUTE);
    const fault = office.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/*', drop: 'before' });
    await office.pass(20 * MINUTE);
    expect(cards()).toHaveLength(1);
    fault.remove();
    await office.pass(20 * MINUTE);
    expect(cards()).toHaveLength(2);
  });

  it('does not come when it was put off once more', async () => {
    await open(Date.UTC(2026, 4, 20, 13, 12));
    await putOff('tomorrow');
    await putOff('monday');
    const minutes = await untilNext(7 * 24);
    expect(Date.UTC(2026, 4, 20, 13, 12) + (minutes ?? 0) * MINUTE).toBeGreaterThan(Date.UTC(2026, 4, 25, 8));
  });
});

describe('what was put off while the digest is on', () => {
  it('is in the digest, and nowhere else', async () => {
    await open(Date.UTC(2026, 4, 20, 13, 12), { DIGEST_TIMEZONE: 'Europe/London' });
    await office.say('emma', '/digest on');
    await office.wait(2);
    await putOff('tomorrow');
    await office.pass(30 * HOUR);
    expect(cards()).toHaveLength(3);
    expect(office.read(cards()[2]!)).toContain('今日摘要');
    expect(await office.db().all(`select key from job where state = 'quarantined'`)).toEqual([]);
  });

  it('comes by itself where the digest of the day does not come: too little is unread', async () => {
    await open(Date.UTC(2026, 4, 20, 13, 12), { DIGEST_TIMEZONE: 'Europe/London' });
    await office.say('emma', '/digest');
    await office.wait(2);
    const settings = { by: 'emma', message_id: cards()[1]!.message_id } as const;
    await office.sandbox.click({ ...settings, button: '保存并开启', form: { more_than: '19' } });
    await putOff('tomorrow');
    await office.pass(30 * HOUR);
    expect(office.read(cards().at(-1)!)).toContain('到你要的提醒时间了');
  });

  it('comes by itself on a day without one', async () => {
    // A Friday.
    await open(Date.UTC(2026, 4, 22, 13, 12), { DIGEST_TIMEZONE: 'Europe/London' });
    await office.say('emma', '/digest on');
    await office.wait(2);
    await putOff('tomorrow');
    await office.pass(30 * HOUR);
    expect(office.read(cards()[2]!)).toContain('到你要的提醒时间了');
  });
});
