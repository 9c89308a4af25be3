import { afterEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../support/bot.ts';
import { copied } from '../support/copies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Wednesday 2026-05-20, 09:00 in Shanghai; digests are due around 09:12. */
const NINE = Date.UTC(2026, 4, 20, 1);
const onEmbedded = process.env.OFFICE_ENGINE !== 'postgres';
const CC = '/open-apis/approval/v4/instances/cc';
const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
const INSTANCE = '/open-apis/approval/v4/instances/:id';

/** What wakes workers at the time of their next job, so that tests are quick, goes by the true time. */
const surroundings = { pollMs: 1_000 };

let office: Office;
afterEach(() => office.close());

const cc = (from: string, to: string, createTime = office.clock.now()) =>
  office.say(from, `/cc @${to} ${office.sandbox.instance('laptops').instance_code}`, { createTime });
const answers = (person: string) => office.heard(`direct:${person}`).length;
const jobs = (state: string) =>
  office.db().all('select queue, key, error from job where state = $1 order by id', state);

/** Where the clock of the machine is set to, one after the other, ms from the true time. */
const JUMPS = [HOUR, 0, -HOUR, 0, DAY, 0, -DAY, HOUR, 90 * DAY, 0, -90 * DAY, 0];

describe('a clock that is set ahead and back under load', () => {
  it('loses nothing, does nothing twice and lets nobody wait', async () => {
    office = await openOffice({ surroundings, env: { APPROVAL_CODES: PURCHASE } });
    await cc('zhangsan', '李四');
    await office.wait(5);
    for (const [n, ahead] of JUMPS.entries()) {
      // One copy waits for another try, and one is being worked on, when the clock is set.
      office.sandbox.faults.add({ on: 'call', path: CC, code: 1395001, times: 1 });
      await cc('zhangsan', '李四');
      await office.wait(1);
      office.sandbox.faults.add({ on: 'call', method: 'GET', path: INSTANCE, delayMs: 2_500, times: 1 });
      await cc('zhangsan', '王五');
      await office.clock.advance(100);
      office.setClock(ahead);
      for (const person of ['emma', 'tanaka']) await office.say(person, '/ping');
      await office.wait(3);
      expect([n, answers('emma'), answers('tanaka')]).toEqual([n, n + 1, n + 1]);
      await office.wait(6);
      expect([n, office.copies('laptops', 'zhangsan')]).toEqual([n, 1 + 2 * (n + 1)]);
    }
    await cc('zhangsan', '赵六');
    await office.wait(5);
    await office.sandbox.readCc({ by: 'zhaoliu', instance: 'laptops' });
    await office.wait(5);
    const receipts = office.heard('direct:zhangsan').filter((text) => text.includes('已抄送给 1 人'));
    expect(receipts).toHaveLength(2 + 2 * JUMPS.length);
    expect(receipts.at(-1)).toContain('全部已读：赵六');
    expect(await jobs('quarantined')).toEqual([]);
    expect(await jobs('running')).toEqual([]);
    expect(office.log.text()).toContain('Check that it is right now, and that NTP keeps it right');
  });

  it.each(onEmbedded ? [HOUR, 90 * DAY] : [HOUR])(
    'lets nobody wait after a start either: %i ms ahead before',
    async (ahead) => {
      office = await openOffice({ surroundings, env: { FEISHU_EVENT_MODE: 'websocket' } });
      office.setClock(ahead);
      await office.restart();
      office.sandbox.faults.add({ on: 'call', path: CC, code: 1395001 });
      await cc('zhangsan', '李四', office.clock.now() + ahead);
      await office.wait(40);
      await office.stop();
      office.setClock(0);
      office.sandbox.faults.clear();
      await office.start();
      await office.say('emma', '/ping');
      await office.wait(60);
      expect(answers('emma')).toBe(1);
      expect(office.copies('laptops', 'zhangsan')).toBe(1);
    },
  );
});

describe('the digest of a person whose bot', () => {
  const open = async () => {
    office = await openOffice({
      surroundings,
      at: NINE,
      env: { DIGEST_DAYS: '1-7' },
      change: (world) => void copied(world, 'wangwu', ['-1d']),
    });
    await office.say('wangwu', '/digest on');
    await office.wait(2);
  };
  const digests = () =>
    office.cards('direct:wangwu').filter((card) => office.read(card).includes('今日摘要')).length;
  const nextMorning = async () => {
    await office.skip(DAY - ((office.clock.now() - NINE) % DAY));
    await office.pass(20 * MINUTE);
  };

  it.runIf(onEmbedded).each([
    ['a day ahead', DAY],
    ['an hour back', -HOUR],
  ])('has a clock that is %s for some minutes comes once that day, and the next', async (_, ahead) => {
    await open();
    office.setClock(ahead);
    await office.pass(5 * MINUTE);
    expect(digests()).toBe(0);
    office.setClock(0);
    await office.pass(20 * MINUTE);
    expect(digests()).toBe(1);
    await nextMorning();
    expect(digests()).toBe(2);
  });

  it('began with a clock that was 90 days ahead comes by the true time once that is set', async () => {
    await open();
    await office.stop();
    office.setClock(90 * DAY);
    await office.start();
    await office.pass(2 * MINUTE);
    office.setClock(0);
    await office.pass(25 * MINUTE);
    expect(digests()).toBe(1);
    await nextMorning();
    expect(digests()).toBe(2);
  });
});
