import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied, repeated } from '../../support/copies.ts';
import { eachOrOne } from '../../support/each-or-one.ts';
import { scrape } from '../../support/metrics.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Wednesday 2026-05-20, 09:00 in Shanghai; digests are due around 09:12. */
const NINE = Date.UTC(2026, 4, 20, 1);
const SEND = '/open-apis/im/v1/messages';
const SEARCH = '/open-apis/approval/v4/instances/search_cc';

const onEmbedded = process.env.OFFICE_ENGINE !== 'postgres';
let office: Office;
afterEach(() => office.close());

const open = async (world: (world: World) => void = () => {}, env: Record<string, string> = {}) => {
  office = await openOffice({ change: world, env, at: NINE });
  await office.wait(1);
};
const subscribe = async (...people: string[]) => {
  for (const person of people) await office.say(person, '/digest on');
  await office.wait(2);
};
const digests = (person: string) =>
  office.cards(`direct:${person}`).filter((card) => office.read(card).includes('今日摘要'));
const latest = (person: string) => office.read(digests(person).at(-1)!);
const searches = () => office.sandbox.calls.filter((call) => call.path === SEARCH);
/** Until the digests of a morning are out. */
const morning = () => office.pass(20 * MINUTE);
/** To 09:00 of a later day, the bot being down. */
const nextMorning = async (days = 1) =>
  office.skip(days * 24 * HOUR - ((office.clock.now() - NINE) % (24 * HOUR)));

describe('the digest', () => {
  it.runIf(onEmbedded)(
    'comes once around the chosen time, to those who asked for it and for whom something waits',
    async () => {
      await open((world) => {
        copied(world, 'wangwu', ['-1d', '-5d']);
        copied(world, 'lisi', ['-1d']);
      });
      await subscribe('wangwu', 'zhaoliu');
      await office.pass(4 * MINUTE);
      expect(digests('wangwu')).toEqual([]);
      await morning();
      expect(digests('wangwu')).toHaveLength(1);
      expect(latest('wangwu')).toContain('2 条未读抄送');
      expect(latest('wangwu')).toContain('新的　2 条');
      expect(office.heard('direct:lisi')).toEqual([]);
      expect(digests('zhaoliu')).toEqual([]);
      const at = digests('wangwu')[0]!.create_time;
      expect(Math.abs(Number(at) - (NINE + 12 * MINUTE))).toBeLessThanOrEqual(6 * MINUTE + 20_000);
    },
  );

  it('tells what is new from what was there the last time, and shows the top 10 with the way to all', async () => {
    let handles: string[] = [];
    await open(
      (world) => {
        handles = copied(world, 'wangwu', repeated('-2d', 12));
      },
      { APPROVAL_CODES: '7C468A54-8745-2245-9675-08B7C63E7A81' },
    );
    await subscribe('wangwu');
    await morning();
    expect(latest('wangwu')).toContain('新的　12 条');
    expect(latest('wangwu').match(/等了 2 天/g)).toHaveLength(10);
    await office.sandbox.readCc({ by: 'wangwu', instance: handles[0]! });
    await office.say('zhangsan', `/cc @王五 ${office.sandbox.instance('laptops').instance_code}`);
    await office.wait(3);
    await nextMorning();
    await morning();
    expect(digests('wangwu')).toHaveLength(2);
    expect(latest('wangwu')).toContain('新的　1 条');
    expect(latest('wangwu')).toContain('之前未读　11 条');
    const message_id = digests('wangwu')[1]!.message_id;
    await office.sandbox.click({
      by: 'wangwu',
      message_id,
      button: { value: { a: 'unread.page', c: 'p1' } },
    });
    expect(office.heard('direct:wangwu').at(-1)).toContain('第 1 / 2 页');
  });

  it('leaves out what was read elsewhere some minutes before, though no event told', async () => {
    let handles: string[] = [];
    await open((world) => {
      handles = copied(world, 'wangwu', ['-1d', '-5d']);
    });
    await subscribe('wangwu');
    await office.say('wangwu', '/unread');
    await office.wait(2);
    expect(office.heard('direct:wangwu').at(-1)).toContain('2 条未读抄送');
    office.sandbox.instance(handles[0]!).timeline[0]!.copies[0]!.read_at = NINE + 6 * MINUTE;
    await morning();
    expect(latest('wangwu')).toContain('1 条未读抄送');
    expect(latest('wangwu')).toContain('等了 5 天');
  });

  it.runIf(onEmbedded).each([
    ['that the clocks skip comes an hour later', '2026-03-29T00:50:00Z', '2026-03-29T01:30:00Z'],
    ['that the clocks show twice comes the first time, once', '2026-10-25T00:20:00Z', '2026-10-25T00:30:00Z'],
  ])('at 02:30, a time %s', async (_name, from, due) => {
    office = await openOffice({
      at: Date.parse(from),
      env: { DIGEST_TIME: '02:30', DIGEST_TIMEZONE: 'Europe/Berlin', DIGEST_DAYS: '1-7' },
      change: (world) => copied(world, 'wangwu', ['-1d']),
    });
    await subscribe('wangwu');
    await office.pass(90 * MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
    expect(Math.abs(digests('wangwu')[0]!.create_time - Date.parse(due))).toBeLessThan(7 * MINUTE);
  });

  it('asks Feishu nothing for one whom the events and the last comparison show with nothing', async () => {
    await open();
    await subscribe('wangwu');
    await morning();
    expect(searches()).toHaveLength(1);
    await nextMorning();
    await morning();
    expect(searches()).toHaveLength(1);
    await nextMorning(6);
    await morning();
    expect(searches(), 'a week later it looks again').toHaveLength(2);
    expect(digests('wangwu')).toEqual([]);
  });

  it('of a bot that was down at the time comes late on the same day, once', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await office.skip(9 * HOUR);
    await office.pass(MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
    await office.restart();
    await office.pass(MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
  });

  it('of a day on which the bot was down is not made up for', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await nextMorning(1);
    await office.pass(4 * MINUTE);
    expect(digests('wangwu')).toEqual([]);
    await morning();
    expect(digests('wangwu')).toHaveLength(1);
  });

  it('does not come on days off', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await nextMorning(3);
    await morning();
    expect(digests('wangwu')).toEqual([]);
  });

  it.each([
    ['later the same day comes then, once', '/digest 09:40', 1],
    ['to a time that is over comes tomorrow', '/digest 08:00', 0],
    ['to off does not come', '/digest off', 0],
    ['to a pause does not come', '/digest pause 2026-05-25', 0],
  ])('whose settings change just before the time %s', async (_name, words, count) => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await office.pass(3 * MINUTE);
    await office.say('wangwu', words);
    await office.pass(45 * MINUTE);
    expect(digests('wangwu')).toHaveLength(count);
  });

  it('that has come does not come again because the time is changed', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await morning();
    await office.say('wangwu', '/digest 09:50');
    await office.pass(50 * MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
  });

  it('leaves out what is put off, until that day', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    await morning();
    const message_id = digests('wangwu')[0]!.message_id;
    const result = await office.sandbox.click({
      by: 'wangwu',
      message_id,
      button: (element) => element.tag === 'overflow',
      value: 'monday',
    });
    expect(result.toast?.content).toContain('2026-05-25');
    expect(office.heard('direct:wangwu').at(-1)).toContain('都处理完了');
    await nextMorning();
    await morning();
    expect(digests('wangwu')).toHaveLength(0);
    await nextMorning(4);
    await morning();
    expect(digests('wangwu')).toHaveLength(1);
    // It is back, and not new to whoever has put it off.
    expect(latest('wangwu')).toContain('之前未读　1 条');
  });
});

describe('the settings', () => {
  const save = async (form: Record<string, string | string[]>) => {
    await office.say('wangwu', '/unread');
    await office.wait(2);
    await office.say('wangwu', '/digest');
    await office.wait(3);
    const card = office.cards('direct:wangwu').find((one) => office.read(one).includes('每日摘要设置'))!;
    await office.sandbox.click({ by: 'wangwu', message_id: card.message_id, button: 'save', form });
    await morning();
  };
  eachOrOne([
    ['more than 2, and 2 wait', { more_than: '2' }, 0],
    ['more than 1, and 2 wait', { more_than: '1' }, 1],
    ['older than 7 days', { older_than: '7' }, 0],
    ['older than 3 days', { older_than: '3' }, 1],
    ['the definition is muted', { muted: ['7C468A54-8745-2245-9675-08B7C63E7A81'] }, 0],
  ])('%s', async (_name, form, count) => {
    await open((world) => copied(world, 'wangwu', ['-1d', '-5d']));
    await save(form);
    expect(digests('wangwu')).toHaveLength(count);
    if ('older_than' in form && count) expect(latest('wangwu')).toContain('1 条未读抄送');
  });
});

describe('when Feishu does not go along', () => {
  const trouble = (fault: object, path = SEND) =>
    office.sandbox.faults.add({ on: 'call', method: 'POST', path, ...fault });

  eachOrOne([230013, 230053, 230029])(
    '%i stops this digest until the person asks for it again',
    async (code) => {
      await open((world) => {
        copied(world, 'wangwu', ['-1d']);
        copied(world, 'lisi', ['-1d']);
      });
      await subscribe('wangwu', 'lisi');
      const fault = trouble({ code });
      await morning();
      fault.remove();
      await office.pass(HOUR);
      await nextMorning();
      await morning();
      expect(digests('wangwu')).toEqual([]);
      expect(office.log.text()).toContain(`refused with ${code}`);
      await subscribe('wangwu');
      await nextMorning();
      await morning();
      expect(digests('wangwu')).toHaveLength(1);
      expect(digests('lisi')).toEqual([]);
    },
  );

  it('a person whom the list does not know gets none until they ask for it again', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    const unknown = trouble({ code: 1390001 }, SEARCH);
    await morning();
    unknown.remove();
    await office.pass(HOUR);
    await nextMorning();
    await morning();
    expect(digests('wangwu')).toEqual([]);
    expect(searches()).toHaveLength(1);
    expect(office.log.text()).toContain('refused with 1390001');
    await subscribe('wangwu');
    await nextMorning();
    await morning();
    expect(digests('wangwu')).toHaveLength(1);
  });

  it.each([
    ['the list is down for a while', { answer: { status: 503 } }, SEARCH],
    ['sending fails for a while', { code: 230099 }, SEND],
    ['sending is not answered for a while', { drop: 'after' }, SEND],
  ])('%s: it is tried again that day, and comes once', async (_name, fault, path) => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    const down = trouble(fault, path);
    await morning();
    down.remove();
    await office.pass(30 * MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
  });

  it('whether it came can not be known any more: it is not sent again', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu');
    trouble({ drop: 'after', times: 3 });
    await office.pass(12 * MINUTE);
    await office.pass(7 * MINUTE);
    await office.skip(2 * HOUR);
    await office.pass(40 * MINUTE);
    expect(digests('wangwu')).toHaveLength(1);
  });
});

describe('how the digests of a day went', () => {
  const measured = async () =>
    (await scrape(office.url())).split('\n').filter((line) => line.startsWith('approval_bot_digest'));

  it('is in the metrics of that day and, once, in the log of the next', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await subscribe('wangwu', 'zhaoliu');
    expect(await measured()).toContain('approval_bot_digests{state="sent",reason=""} 0');
    await morning();
    expect(await measured()).toEqual([
      'approval_bot_digests{state="owed",reason=""} 0',
      'approval_bot_digests{state="sent",reason=""} 1',
      'approval_bot_digests{state="skipped",reason="nothing unread"} 1',
      'approval_bot_digest_calls 5',
    ]);
    await nextMorning(2);
    await office.wait(2);
    expect(await measured()).toContain('approval_bot_digest_calls 0');
    const lines = office.log.lines.filter((line) => line.includes('digests of the day'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!).digest).toEqual({
      date: '2026-05-20',
      owed: 0,
      sent: 1,
      skipped: { 'nothing unread': 1 },
      failed: {},
      calls: 5,
    });
  });

  it('counts those that failed by a few reasons, whatever Feishu wrote into its refusals', async () => {
    await open((world) => {
      for (const person of ['wangwu', 'lisi']) copied(world, person, ['-1d']);
    });
    await subscribe('wangwu', 'lisi');
    office.sandbox.faults.add({ on: 'call', method: 'POST', path: SEARCH, code: 1390001 });
    await morning();
    expect(await measured()).toContain(
      'approval_bot_digests{state="failed",reason="refused with 1390001"} 2',
    );
  });
});
