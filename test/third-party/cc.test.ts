import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processId } from '../../sandbox/platform/approval/links.ts';
import { type Desk, openDesk } from './desk.ts';
import { type PushSpec, pushed } from './pushed.ts';

const ID = 'oa-0001';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await push({ tasks: [{ to: 'lisi' }], ccs: [{ to: 'emma', by: 'user_id' }] });
});
afterEach(() => desk.close());

const push = async (spec: PushSpec) => {
  const answer = await desk.push(pushed(desk, spec));
  await desk.wait(4);
  return answer;
};
const heard = (who: string) => desk.heard(`direct:${who}`);
const last = (who: string) => heard(who).at(-1);
const say = async (who: string, text: string, options: { replyTo?: string; chat?: string } = {}) => {
  await desk.say(who, text, options);
  await desk.wait(5);
};
const openId = (who: string) => desk.sandbox.person(who).open_id;
/** Whom Feishu has as copied by us. */
const copied = (id = ID) =>
  (desk.there(id)?.cc_list ?? []).filter((cc) => cc.cc_id.startsWith('bot-cc-')).map((cc) => cc.open_id);
const laptops = () => desk.sandbox.instance('laptops');
const feishuLink = (instance: string) =>
  `https://applink.feishu.cn/client/mini_program/open?path=${encodeURIComponent(`pages/detail/index?instanceId=${instance}`)}`;
const link = (id = ID, what = 'whole') => `https://oa.example.com/contract?id=${id}&${what}`;

describe('/cc on an approval of another system', () => {
  it.each([
    ['its link', () => `/cc @赵六 ${link()} 请看`],
    ['a link of its task, for the phone', () => `/cc @赵六 请看 ${link(ID, 'task0')}&m=1`],
    ['its id', () => `/cc @赵六 ${ID} 请看`],
    ['the number of its document', () => `/cc @赵六 请看 HT-${ID}`],
  ])('by %s', async (_what, text) => {
    await say('zhangsan', text());
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(last('zhangsan')).toContain('已抄送给 1 人');
    expect(last('zhangsan')).toContain('合同审批：办公设备');
    expect(last('zhangsan')).toContain('还没有人读');
    const told = last('zhaoliu');
    for (const part of ['抄送给你', '张三', '请看', '标为已读']) expect(told).toContain(part);
    expect(told).not.toContain(ID.toUpperCase());
    expect(desk.ccCalls()).toEqual([]);
  });

  it.each<[string, (code: string) => string, string]>([
    ['a code before it', (code) => `${code} 与 HT-${ID}`, `与 HT-${ID}`],
    ['a code behind it', (code) => `HT-${ID} 见 ${code}`, `HT-${ID} 见`],
    ['a code and its id', (code) => `${code} ${ID}`, ID],
    ['a code and a link that opens it', (code) => `${code} 见 ${link()}`, `见 ${link()}`],
    ['a link with a code', (code) => `[采购](${feishuLink(code)}) 与 HT-${ID}`, `与 HT-${ID}`],
    ['a link with a number', () => `${feishuLink(processId(laptops()))} 与 HT-${ID}`, `与 HT-${ID}`],
  ])('not beside an approval of Feishu that is written: %s', async (_what, text, comment) => {
    await say('zhangsan', `/cc @赵六 ${text(laptops().instance_code)}`);
    const body = { instance_code: laptops().instance_code, comment };
    expect(desk.ccCalls()).toMatchObject([{ body, code: 0 }]);
    expect(copied()).toEqual([]);
  });

  it('which of two, when two are named', async () => {
    await push({ id: 'oa-0002', tasks: [{ to: 'lisi' }] });
    await say('zhangsan', `/cc @赵六 HT-${ID} 与 HT-oa-0002`);
    expect([copied(), copied('oa-0002'), desk.ccCalls()]).toEqual([[], [], []]);
    expect(last('zhangsan')).toContain('要抄送哪一条审批');
  });

  it('nor in the place of one that is none of theirs', async () => {
    const { instance_code } = desk.sandbox.instance('laptops');
    await say('emma', `/cc @赵六 ${instance_code} 与 HT-${ID}`);
    expect(last('emma')).toContain('没有找到');
    expect([copied(), desk.ccCalls()]).toEqual([[], []]);
  });

  it('by a reply to a card of the bot about it, in the name of its approver', async () => {
    const [card] = desk.cards('direct:lisi');
    await say('lisi', '/cc @赵六', { replyTo: card!.message_id });
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(desk.read(desk.cards('direct:lisi').at(-1)!, 'en_us')).toContain('Contract: office equipment');
    expect(last('zhaoliu')).toContain('由 李四 抄送');
  });

  it('out of the recent ones', async () => {
    await say('lisi', '/cc @赵六');
    const picker = desk.cards('direct:lisi').at(-1)!;
    expect(desk.read(picker, 'ja_jp')).toContain('契約申請：オフィス機器');
    await desk.sandbox.click({
      by: 'lisi',
      message_id: picker.message_id,
      button: (element) => JSON.stringify(element.behaviors ?? '').includes(`ext:${ID}`),
    });
    await desk.wait(5);
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(last('lisi')).toContain('已抄送给 1 人');
  });

  it('by somebody to whom it was copied, whom the system names by user_id', async () => {
    await say('emma', `/cc @赵六 ${ID}`);
    expect(copied()).toEqual([openId('zhaoliu')]);
  });

  it('by an administrator', async () => {
    await say('wangwu', `/cc @赵六 ${ID}`);
    expect(copied()).toEqual([openId('zhaoliu')]);
  });

  it('not by anybody else, who learns nothing: the same answer as for one that is not there', async () => {
    await say('tanaka', `/cc @赵六 ${ID}`);
    await say('tanaka', `/cc @赵六 ${link()}`);
    await say('tanaka', `/cc @赵六 ${link('none')}`);
    await say('tanaka', '/cc @赵六 oa-9999');
    const [byId, byLink, ofNone, unknown] = heard('tanaka');
    expect(byLink).toBe(ofNone);
    expect(byLink).toContain('看不出这个链接');
    expect(byId).toBe(unknown);
    expect(byId).toContain('没有找到');
    expect(copied()).toEqual([]);
  });

  it('once for each person: who has a copy gets no second one', async () => {
    await say('zhangsan', `/cc @赵六 ${ID}`);
    await say('lisi', `/cc @赵六 @田中さくら @Emma Wilson ${ID}`);
    expect(copied()).toEqual([openId('zhaoliu'), openId('tanaka')]);
    expect(last('lisi')).toContain('已抄送给 1 人');
    expect(last('lisi')).toMatch(/之前已经抄送过.*赵六.*Emma/);
    await say('zhangsan', `/cc @赵六 ${ID}`);
    expect(last('zhangsan')).toContain('都已经收到过');
    expect(copied()).toHaveLength(2);
    expect(heard('zhaoliu')).toHaveLength(1);
  });

  it('survives what the system pushes before and after, newer and older by its own time', async () => {
    await say('zhangsan', `/cc @赵六 ${ID}`);
    await push({ later: 1, status: 'APPROVED' });
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(desk.there(ID)?.status).toBe('APPROVED');
    expect((await push({ later: -60_000 })).status).toBe(409);
    expect(copied()).toEqual([openId('zhaoliu')]);
    await push({ later: 60_000, mode: 'UPDATE', status: 'CANCELED' });
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(heard('zhaoliu')).toHaveLength(1);
  });

  it('is refused when the list of copies is full', async () => {
    const ccs = Array.from({ length: 200 }, (_, n) => ({ to: 'emma', id: `c${n}`, read: 'READ' }));
    await push({ id: 'full-1', ccs });
    await say('zhangsan', '/cc @赵六 full-1');
    expect(last('zhangsan')).toContain('最多能抄送给 200 人，现在已有 200 人');
    expect(copied('full-1')).toEqual([]);
  });

  it('is refused when the system has deleted it', async () => {
    await push({ later: 5_000, status: 'DELETED' });
    await say('zhangsan', `/cc @赵六 ${ID}`);
    expect(last('zhangsan')).toContain('这条审批已经不在了');
    expect(copied()).toEqual([]);
  });

  it('is told as refused when Feishu does not take it, and keeps no later push from getting there', async () => {
    const fault = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code: 1390004,
      times: 1,
    });
    await say('zhangsan', `/cc @赵六 ${ID}`);
    fault.remove();
    await desk.wait(3);
    expect(last('zhangsan')).toContain('飞书没有接受');
    await push({ later: 10_000, status: 'APPROVED' });
    expect(desk.there(ID)?.status).toBe('APPROVED');
    expect(copied()).toEqual([]);
    expect(heard('zhaoliu')).toEqual([]);
  });

  it('is not told as refused when Feishu refuses what the system has pushed before', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      code: 1390004,
      delayMs: 8_000,
      times: 1,
    });
    await desk.push(pushed(desk, { later: 5_000, mode: 'UPDATE' }));
    await desk.wait(2);
    await desk.say('zhangsan', `/cc @赵六 ${ID}`);
    await desk.wait(15);
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(heard('zhangsan').join()).not.toContain('飞书没有接受');
    expect(last('zhangsan')).toContain('已抄送给 1 人');
  });

  it('happens once though the bot dies on its way', async () => {
    const lost = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      drop: 'after',
    });
    await desk.say('zhangsan', `/cc @赵六 ${ID}`);
    await desk.wait(1);
    await desk.restart();
    lost.remove();
    await desk.wait(60);
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(heard('zhaoliu')).toHaveLength(1);
    expect(heard('zhangsan').filter((one) => one.includes('已抄送给'))).toHaveLength(1);
  });

  it('means nothing by a word that only happens to be a name elsewhere', async () => {
    await push({ id: '2026年', from: 'emma' });
    const [card] = desk.cards('direct:lisi');
    await say('lisi', '/cc @赵六 请看 2026年 的', { replyTo: card!.message_id });
    expect(copied()).toEqual([openId('zhaoliu')]);
    expect(last('zhaoliu')).toContain('请看 2026年 的');
  });

  it('asks which one when a link opens several', async () => {
    const links = { pc_link: 'https://oa.example.com/list', mobile_link: '' };
    for (const id of ['list-1', 'list-2']) await push({ id, over: { links } });
    await say('zhangsan', '/cc @赵六 https://oa.example.com/list');
    expect(last('zhangsan')).toContain('要抄送哪一条审批');
  });
});

it('tells those whom a person copies, also where the cards of the system are switched off', async () => {
  await desk.close();
  desk = await openDesk({ EXTERNAL_NOTIFY: 'oa=none' });
  await push({ tasks: [{ to: 'lisi' }] });
  await say('lisi', `/cc @赵六 ${ID}`);
  expect(heard('zhaoliu')).toHaveLength(1);
  expect(heard('lisi')).toHaveLength(1);
});

it('/cc by a link that opens many finds the one of the sender behind those of others', async () => {
  const links = { pc_link: 'https://oa.example.com/list', mobile_link: '' };
  for (let n = 0; n < 25; n++)
    await desk.push(
      pushed(desk, { id: `list-${n + 10}`, from: n === 24 ? 'zhangsan' : 'emma', over: { links } }),
    );
  await desk.wait(8);
  await say('zhangsan', '/cc @赵六 https://oa.example.com/list');
  expect(last('zhangsan')).toContain('已抄送给 1 人');
  expect(copied('list-34')).toEqual([openId('zhaoliu')]);
});

describe('the receipt', () => {
  it('shows live who has read it: marked through the bot, or told by the system', async () => {
    await say('zhangsan', `/cc @赵六 ${ID}`);
    const card = desk.cards('direct:zhaoliu').at(-1)!;
    await desk.sandbox.click({
      by: 'zhaoliu',
      message_id: card.message_id,
      button: { value: { a: 'external.read' } },
    });
    await desk.wait(6);
    expect(last('zhangsan')).toContain('全部已读：赵六');
  });

  it('reminds those who have not', async () => {
    await say('zhangsan', `/cc @赵六 ${ID}`);
    const receipt = desk.cards('direct:zhangsan').at(-1)!;
    await desk.sandbox.click({
      by: 'zhangsan',
      message_id: receipt.message_id,
      button: { value: { a: 'cc.remind' } },
    });
    await desk.wait(2);
    expect(last('zhaoliu')).toContain('想请你看一下');
    expect(last('zhaoliu')).toContain(link());
  });
});

describe('/cc status', () => {
  it('says who has read it, by the system and by the bot', async () => {
    await say('zhangsan', `/cc @赵六 ${ID}`);
    await push({
      later: 10_000,
      mode: 'UPDATE',
      ccs: [
        { to: 'emma', read: 'READ' },
        { to: 'wangwu', read: '' },
      ],
    });
    await say('lisi', `/cc status ${ID}`);
    expect(last('lisi')).toMatch(/已读.*Emma Wilson/);
    expect(last('lisi')).toMatch(/未读.*赵六/);
    expect(last('lisi')).not.toContain('王五');
    await say('tanaka', `/cc status ${ID}`);
    await say('tanaka', '/cc status oa-9999');
    expect(new Set(heard('tanaka')).size).toBe(1);
    expect(last('tanaka')).toContain('没有找到');
  });
});
