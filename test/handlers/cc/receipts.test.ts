import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { copiedToCrowd } from '../../support/copies.ts';
import { eachOrOne } from '../../support/each-or-one.ts';
import { firstOf } from '../../support/press.ts';

const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
let office: Office;
let laptops: string;

beforeEach(async () => {
  office = await openOffice({ env: { APPROVAL_CODES: PURCHASE } });
  laptops = office.sandbox.instance('laptops').instance_code;
  await office.wait(1);
});
afterEach(() => office.close());

const copy = async (to: string, chat = 'purchasing') => {
  await office.say('zhangsan', `@审批助手 /cc ${to} ${laptops} 请看一下`, { chat });
  await office.wait(4);
};
const receipt = () => office.cards('purchasing')[0]!;
const shown = () => office.read(receipt());
const patches = () => office.sandbox.calls.filter((call) => call.method === 'PATCH');
const opens = (by: string) => office.sandbox.readCc({ by, instance: 'laptops' });
const remind = (by = 'zhangsan', message_id = receipt().message_id) =>
  office.sandbox.click({ by, message_id, button: { value: { a: 'cc.remind' } } });

describe('the receipt', () => {
  it('shows live who has read it, in every language', async () => {
    await copy('@李四 @王五');
    expect(shown()).toContain('还没有人读');
    await opens('lisi');
    await office.wait(4);
    expect(shown()).toContain('已读 1/2：李四');
    expect(office.read(receipt(), 'en_us')).toContain('Read by 1 of 2: 李四');
    expect(office.read(receipt(), 'ja_jp')).toContain('既読 1/2：李四');
    await opens('wangwu');
    await office.wait(4);
    expect(shown()).toContain('全部已读：李四 王五');
    expect(shown()).not.toContain('提醒未读的人');
    expect(patches().map((call) => call.code)).toEqual([0, 0]);
  });

  it('that an earlier version kept, without what it did not know, is still brought up to date', async () => {
    await copy('@李四');
    const [kept] = await office.db().all<{ view: string }>('select view from cc_receipt');
    const { approvalName, sender, recipients, leftOutSelf } = JSON.parse(kept!.view);
    const view = JSON.stringify({ approvalName, sender, recipients, leftOutSelf });
    await office.db().all('update cc_receipt set view = $1 returning card_key', view);
    await opens('lisi');
    await office.wait(4);
    expect(shown()).toContain('全部已读：李四');
    expect(shown()).not.toContain('请看一下');
  });

  it('that Feishu does not take any more says in the log which template it is, and why', async () => {
    await copy('@李四');
    const msg = 'Failed to create card content, ext=ErrCode: 200861; ErrMsg: invalid user; ErrorValue: at';
    const answer = { status: 400, body: { code: 230099, msg } };
    office.sandbox.faults.add({ on: 'call', method: 'PATCH', answer });
    await opens('lisi');
    await office.wait(10);
    const lines = office.log.lines.map((text) => JSON.parse(text));
    expect(lines.filter(({ inner_code }) => inner_code === '200861')).toMatchObject([
      { template: 'cc-receipt', err: { code: 230099 } },
    ]);
  });

  it('is updated at most once in 2 s however many read at the same time, and shows all of them', async () => {
    await copy('@李四 @王五 @赵六 @Emma Wilson');
    for (const reader of ['lisi', 'wangwu', 'zhaoliu', 'emma']) {
      await opens(reader);
      await office.clock.advance(700);
    }
    await office.wait(8);
    expect(shown()).toContain('全部已读：李四 王五 赵六 Emma Wilson');
    const times = patches().map((call) => call.at);
    expect(times.length).toBeGreaterThan(0);
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - times[index - 1]!).toBeGreaterThanOrEqual(2_000);
  });

  it('is not touched by events that change nothing: repeated, out of order, unknown, of others', async () => {
    office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', duplicate: 3 });
    const held = office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', hold: 'reversed' });
    await copy('@李四 @王五');
    await opens('lisi').catch(() => undefined);
    held.remove();
    await office.wait(6);
    const event = office.sandbox.deliveries.findLast((one) => one.event_type === 'approval_cc')!.payload as {
      event: object;
      uuid: string;
    };
    const bend = (over: object, uuid: string) =>
      office.sandbox.deliver({ ...event, uuid, event: { ...event.event, ...over } });
    await bend({ operate: 'ARCHIVED' }, 'u1');
    await bend({ id: '1', user_id: 'f6d8eabc', operate: 'READ' }, 'u2');
    await office.wait(6);
    expect(shown()).toContain('已读 1/2：李四');
    expect(patches()).toHaveLength(1);
  });

  it('in the place of the picker, and of the line in the group, shows it too', async () => {
    await office.say('zhangsan', '@审批助手 /cc @李四', { chat: 'purchasing' });
    await office.wait(3);
    const card = office.cards('direct:zhangsan')[0]!;
    await office.sandbox.click({
      by: 'zhangsan',
      message_id: card.message_id,
      button: firstOf(card.content, 'cc.pick'),
    });
    await office.wait(4);
    await opens('lisi');
    await office.wait(4);
    for (const chat of ['direct:zhangsan', 'purchasing'])
      expect(office.heard(chat)).toEqual([expect.stringContaining('全部已读：李四')]);
  });

  it('stops being updated when it is withdrawn or older than 14 days, without failing', async () => {
    await copy('@李四 @王五 @赵六');
    office.sandbox.recall(receipt().message_id);
    await opens('lisi');
    await office.wait(4);
    await opens('wangwu');
    await office.wait(4);
    expect(patches().map((call) => call.code)).toEqual([230011]);
    expect(office.log.text()).not.toContain('quarantined');
  });

  it('of a definition that is not subscribed says nothing of reading', async () => {
    const trip = office.sandbox.instance('trip-expense').instance_code;
    await office.say('zhangsan', `@审批助手 /cc @李四 ${trip}`, { chat: 'purchasing' });
    await office.wait(4);
    expect(shown()).toContain('已抄送给 1 人');
    expect(shown()).not.toMatch(/读/);
  });
});

describe('reminding the others', () => {
  it('sends each unread person one card, once in 4 hours', async () => {
    await copy('@李四 @王五 @赵六');
    await opens('lisi');
    await office.wait(4);
    expect((await remind()).toast?.content).toBe('正在提醒 2 位未读的同事。');
    await office.wait(2);
    expect((await remind()).toast?.content).toContain('4 小时内只提醒一次');
    await office.wait(2);
    expect(office.heard('direct:lisi')).toEqual([]);
    for (const person of ['direct:wangwu', 'direct:zhaoliu']) {
      expect(office.heard(person)).toHaveLength(1);
      expect(office.heard(person)[0]).toContain('张三 把这条审批抄送给了你');
      expect(office.heard(person)[0]).toContain('请看一下');
    }
    await office.skip(4 * 3_600_000);
    await remind();
    await office.wait(3);
    expect(office.heard('direct:wangwu')).toHaveLength(2);
  });

  it('is for the sender alone, and for nobody when all have read', async () => {
    await copy('@李四');
    const click = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: receipt().message_id,
      button: { value: { a: 'cc.remind' } },
    });
    expect((await remind('lisi')).toast?.content).toBe('只有发起这次抄送的同事可以提醒。');
    await opens('lisi');
    await office.wait(4);
    const late = await fetch(office.url(), { method: 'POST', headers: click.headers, body: click.body });
    expect(JSON.stringify(await late.json())).toContain('大家都读过了');
    await office.wait(2);
    expect(office.heard('direct:lisi')).toEqual([]);
  });
});

describe('/cc status', () => {
  it('as a reply to the receipt lists readers and the rest', async () => {
    await copy('@李四 @王五');
    await opens('wangwu');
    await office.wait(4);
    await office.say('lisi', '@审批助手 /cc status', { chat: 'purchasing', replyTo: receipt().message_id });
    await office.wait(2);
    const answer = office.heard('purchasing')[1];
    expect(answer).toContain('已读 1 人：王五');
    expect(answer).toContain('未读 1 人：李四');
    expect(answer).not.toContain('提醒未读的人');
  });

  it('after 14 days answers with a new card, from which the sender can remind', async () => {
    await copy('@李四 @王五');
    const old = receipt().message_id;
    await office.skip(15 * 24 * 3_600_000);
    await opens('lisi');
    await office.wait(4);
    expect(patches()).toEqual([]);
    await office.say('zhangsan', '/cc 状态 202611200001');
    await office.wait(2);
    const card = office.cards('direct:zhangsan')[0]!;
    expect(card.message_id).not.toBe(old);
    expect(office.read(card)).toContain('已读 1 人：李四');
    expect((await remind('zhangsan', card.message_id)).toast?.content).toContain('正在提醒 1 位');
    await office.wait(2);
    expect(office.heard('direct:wangwu')).toHaveLength(1);
  });

  it('asks the list where no events come in', async () => {
    const leave = office.sandbox.instance('annual-leave').instance_code;
    await office.say('emma', `/cc status ${leave}`);
    await office.wait(2);
    expect(office.heard('direct:emma')[0]).toContain('已读 1 人：李四');
    expect(office.heard('direct:emma')[0]).toContain('未读 1 人：田中さくら');
  });

  it('of 500 people names the first and counts the others, on a card that Feishu takes', async () => {
    await office.close();
    office = await openOffice({ change: (world) => copiedToCrowd(world, 500, 120) });
    await office.say('zhangsan', `/cc status ${office.sandbox.instance('copied-to-all').instance_code}`);
    await office.wait(45);
    const [answer] = office.heard('direct:zhangsan');
    expect(answer).toContain('已读 120 人：');
    expect(answer).toContain('等，另有 105 人');
    expect(answer).toContain('未读 380 人：');
    expect(answer).toContain('等，另有 365 人');
    expect(office.sandbox.calls.filter((call) => call.code !== 0)).toEqual([]);
  });

  eachOrOne([
    ['says how to name an approval', 'zhangsan', '/cc status', '请用 /cc status 回复抄送卡片'],
    [
      'says when nobody was copied',
      'zhangsan',
      '/cc status 81D31358-93AF-92D6-7425-01A5D67C4E01',
      '还没有抄送给任何人',
    ],
    [
      'tells outsiders no more than that there is none',
      'emma',
      '/cc status 81D31358-93AF-92D6-7425-01A5D67C4E01',
      '没有找到',
    ],
    [
      'tells the same of one that does not exist',
      'emma',
      '/cc status 81D31358-93AF-92D6-7425-01A5D67C4EFF',
      '没有找到',
    ],
  ])('%s', async (_name, by, text, answer) => {
    await office.say(by, text);
    await office.wait(2);
    expect(office.heard(`direct:${by}`)[0]).toContain(answer);
  });
});

describe('the receipt that finds no way into the group', () => {
  it('goes to the sender, and shows there who has read', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/v1/messages/:id/reply', code: 230002 });
    await copy('@李四 @王五');
    await opens('lisi');
    await office.wait(4);
    const [card] = office.cards('direct:zhangsan');
    expect(office.read(card!)).toContain('已读 1/2：李四');
    expect((await remind('zhangsan', card!.message_id)).toast?.content).toContain('正在提醒 1 位');
  });

  it('shows, once it is there, who has read while it was on its way', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', drop: 'before' });
    await copy('@李四 @王五');
    await opens('lisi');
    await office.wait(20 * 60);
    office.sandbox.faults.clear();
    await office.wait(90);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(shown()).toContain('已读 1/2：李四');
    expect(office.log.text()).not.toContain('quarantined');
  });
});
