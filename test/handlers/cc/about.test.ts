import { afterEach, describe, expect, it } from 'vitest';
import type { CardElement } from '../../../sandbox/platform/index.ts';
import { DAY_MS } from '../../../src/lib/clock.ts';
import { forgetOld } from '../../../src/store/retention.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied, repeated } from '../../support/copies.ts';

const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
const LAPTOPS = '笔记本电脑 ×3';
/** 09:00 in Shanghai, of some day. */
const NINE = Date.UTC(2026, 0, 1, 1);
let office: Office;
afterEach(() => office.close());

async function open(env: Record<string, string> = {}, change?: Parameters<typeof openOffice>[0]) {
  office = await openOffice({ env: { APPROVAL_CODES: PURCHASE, ...env }, ...change });
  await office.wait(1);
}
const say = async (from: string, text: string, options = {}) => {
  await office.say(from, text, options);
  await office.wait(3);
};
const code = (handle: string) => office.sandbox.instance(handle).instance_code;
const last = (chat: string) => office.read(office.cards(chat).at(-1)!);
const readings = () =>
  office.sandbox.calls.filter((call) => /\/v4\/instances\/[0-9A-F-]{36}$/.test(call.path)).length;
const press = (by: string, chat: string, action: string) =>
  office.sandbox.click({
    by,
    message_id: office.cards(chat).at(-1)!.message_id,
    button: (element: CardElement) => JSON.stringify(element.behaviors ?? '').includes(`"${action}"`),
  });

describe('a receipt', () => {
  it('says in the direct chat of the initiator what was copied', async () => {
    await open();
    await say('zhangsan', `/cc @王五 ${code('laptops')}`);
    for (const part of [LAPTOPS, '采购申请', '202611200001']) expect(last('direct:zhangsan')).toContain(part);
  });

  it.each([[PURCHASE], ['']])(
    'does not say it in a group until the sender lets it, be the definition followed (%j) or not',
    async (codes) => {
      await open({ APPROVAL_CODES: codes });
      await say('zhangsan', `@审批助手 /cc @王五 ${code('laptops')}`, { chat: 'purchasing' });
      expect(last('purchasing')).not.toContain('笔记本');
      await press('lisi', 'purchasing', 'cc.show');
      await office.wait(5);
      expect(last('purchasing')).not.toContain('笔记本');
      await press('zhangsan', 'purchasing', 'cc.show');
      await office.wait(5);
      expect(last('purchasing')).toContain(LAPTOPS);
      expect(last('purchasing')).not.toContain('让大家看到内容');
      await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
      await office.wait(5);
      expect(last('purchasing')).toContain(LAPTOPS);
    },
  );

  it('has no such button for whom nothing is told', async () => {
    await open();
    await say('wangwu', `@审批助手 /cc @赵六 ${code('laptops')}`, { chat: 'purchasing' });
    for (const part of ['采购申请', '已抄送']) expect(last('purchasing')).toContain(part);
    expect(last('purchasing')).not.toContain('让大家看到内容');
  });

  it('reminds an approver of it by what it is about, and others by its name', async () => {
    await open();
    await say('zhangsan', `/cc @李四 @王五 ${code('laptops')}`);
    await press('zhangsan', 'direct:zhangsan', 'cc.remind');
    await office.wait(3);
    expect(last('direct:lisi')).toContain(LAPTOPS);
    expect(last('direct:wangwu')).toContain('采购申请');
    expect(last('direct:wangwu')).not.toContain('笔记本');
  });

  it('is told apart in /cc status, which says nothing of it to a group', async () => {
    await open();
    await say('zhangsan', `/cc @王五 ${code('laptops')}`);
    await say('zhangsan', `/cc status ${code('laptops')}`);
    expect(last('direct:zhangsan')).toContain(LAPTOPS);
    await say('zhangsan', `@审批助手 /cc status ${code('laptops')}`, { chat: 'purchasing' });
    expect(last('purchasing')).toContain('采购申请');
    expect(last('purchasing')).not.toContain('笔记本');
  });
});

describe('the list to choose from', () => {
  it('reads each approval of the sender once, whatever the number of lists', async () => {
    await open();
    await say('zhangsan', '/cc @赵六');
    const text = last('direct:zhangsan');
    for (const part of [LAPTOPS, '年度供应商框架合同', '团队聚餐', '年假']) expect(text).toContain(part);
    const after = readings();
    expect(after).toBeGreaterThan(0);
    await say('zhangsan', '/cc @赵六');
    expect(readings()).toBe(after);
    expect(last('direct:zhangsan')).toContain(LAPTOPS);
  });

  it('does not read what was only copied to the sender, and says its name', async () => {
    await open();
    await say('emma', '/cc @赵六');
    const asked = office.sandbox.calls
      .map((call) => call.path)
      .filter((one) => one.includes(code('trip-expense')));
    expect(asked).toEqual([]);
    expect(last('direct:emma')).not.toContain('十月客户拜访');
    expect(last('direct:emma')).toContain('费用报销');
  });

  it.each([
    ['0', 0],
    ['2', 2],
  ])('keeps within the budget of a day: %s', async (budget, most) => {
    await open({ SUMMARY_READS_PER_DAY: budget });
    await say('zhangsan', '/cc @赵六');
    await say('zhangsan', '/cc @赵六');
    expect(readings()).toBe(most);
  });

  it('comes without what can not be read', async () => {
    await open();
    office.sandbox.faults.add({
      on: 'call',
      path: `/open-apis/approval/v4/instances/${code('laptops')}`,
      code: 1390003,
    });
    await say('zhangsan', '/cc @赵六');
    expect(last('direct:zhangsan')).toContain('202611200001');
  });
});

it('what is kept of it is forgotten, with the comments', async () => {
  await open();
  await say('zhangsan', `/cc @王五 ${code('laptops')} 请看`);
  const kept = async () => {
    const [row] = await office.db().all<{ lines: number; comments: number; remarks: number }>(
      `select (select count(*) from instance_summary) as lines,
         (select count(*) from cc_remark where comment <> '') as comments, (select count(*) from cc_remark) as remarks`,
    );
    return [row?.lines, row?.comments, row?.remarks].map(Number);
  };
  const earlier = async (days: number) => {
    await office.db().run('update instance_summary set seen_at = seen_at - $1', days * DAY_MS);
    await office.db().run('update cc_remark set copied_at = copied_at - $1', days * DAY_MS);
    await forgetOld(office.db(), office.clock);
  };
  expect(await kept()).toEqual([1, 1, 1]);
  await earlier(31);
  expect(await kept()).toEqual([1, 0, 1]);
  await earlier(30);
  expect(await kept()).toEqual([0, 0, 1]);
  await office.db().run('delete from cc_copy');
  await earlier(0);
  expect(await kept()).toEqual([0, 0, 0]);
});

/** So many calls of the approval API are made for what somebody asks, by what is stored before. */
describe('the calls of the approval API', () => {
  const calls = async (doing: () => Promise<unknown>) => {
    const before = office.sandbox.calls.length;
    await doing();
    return office.sandbox.calls
      .slice(before)
      .filter((call) => call.path.includes('/approval/v4/'))
      .map((call) => call.path.replace(/[0-9A-F-]{36}$/, ':code').split('/v4/')[1]);
  };

  it('that /cc, /unread and a digest cost', async () => {
    await open({}, { change: (world) => void copied(world, 'wangwu', repeated('-1d', 20)) });
    const named = await calls(() => say('zhangsan', `/cc @李四 ${code('laptops')}`));
    expect(named).toEqual(['instances/:code', 'instances/cc']);
    const unread = await calls(() => say('wangwu', '/unread'));
    expect(unread.filter((one) => one === 'instances/:code')).toEqual([]);
    const picker = await calls(() => say('zhangsan', '/cc @李四'));
    const again = await calls(() => say('zhangsan', '/cc @李四'));
    expect(again).toHaveLength(6);
    expect(picker.length - again.length).toBeLessThanOrEqual(10);
    await say('wangwu', '/digest on 09:12');
    const digest = await calls(async () => {
      await office.skip(DAY_MS - ((office.clock.now() - NINE) % DAY_MS));
      await office.pass(20 * 60_000);
    });
    expect(last('direct:wangwu')).toContain('今日摘要');
    expect(digest.filter((one) => one === 'instances/:code')).toEqual([]);
    expect(unread.length).toBeLessThanOrEqual(2);
    expect(digest.filter((one) => !one?.endsWith('subscribe')).length).toBeLessThanOrEqual(2);
  });
});
