import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { instanceLinks } from '../../../src/feishu/applink.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied, repeated } from '../../support/copies.ts';

const SEARCH = '/open-apis/approval/v4/instances/search_cc';
const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
let office: Office;
afterEach(() => office.close());

const open = async (world: (world: World) => void = () => {}, env: Record<string, string> = {}) => {
  office = await openOffice({ change: world, env });
  await office.wait(1);
};
const searches = () => office.sandbox.calls.filter((call) => call.path === SEARCH);
const ask = async (by = 'wangwu') => {
  await office.say(by, '/unread');
  await office.wait(2);
  return office.cards(`direct:${by}`).at(-1)!;
};
const read = (card: { message_id: string }) =>
  office.read(office.cards('direct:wangwu').find((one) => one.message_id === card.message_id)!);
const menu = (option: string, row = 0) => {
  const card = office.cards('direct:wangwu').at(-1)!;
  let seen = -1;
  return office.sandbox.click({
    by: 'wangwu',
    message_id: card.message_id,
    button: (element) => element.tag === 'overflow' && ++seen === row,
    value: option,
  });
};

describe('/unread', () => {
  it('says so when nothing waits', async () => {
    await open();
    expect(office.read(await ask())).toContain('没有未读的抄送');
  });

  it('lists by definition, oldest first, with age, initiator, state and a link', async () => {
    await open((world) => {
      copied(world, 'wangwu', ['-1d', '-5d']);
      copied(world, 'wangwu', ['-9d'], { definition: 'leave', status: 'APPROVED', initiator: 'emma' });
    });
    const card = await ask();
    const text = office.read(card);
    expect(text).toContain('3 条未读抄送');
    expect(text.indexOf('请假申请')).toBeLessThan(text.indexOf('采购申请'));
    expect(text.indexOf('等了 5 天')).toBeLessThan(text.indexOf('等了 1 天'));
    for (const part of ['〔已通过〕', '〔审批中〕', 'Emma Wilson', '张三', '等了 9 天'])
      expect(text).toContain(part);
    expect(text).toContain('我没法替你标记');
    const oldest = office.sandbox.world.instances.at(-1)!.instance_code;
    expect(JSON.stringify(card.content)).toContain(instanceLinks(office.sandbox.url, oldest).pc);
    expect(office.read(card, 'en_us')).toContain('9 days ago');
    expect(office.read(card, 'ja_jp')).toContain('9 日前');
  });

  it('asked in a group answers in the direct chat only', async () => {
    await open((world) => copied(world, 'wangwu', ['-1d']));
    await office.say('wangwu', '@审批助手 /unread', { chat: 'purchasing' });
    await office.wait(2);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).not.toContain('采购申请');
    expect(office.heard('direct:wangwu')[0]).toContain('1 条未读抄送');
  });

  it('shows a third-party copy with its own title and links', async () => {
    await open();
    await office.say('zhangsan', '/unread');
    await office.wait(2);
    const [card] = office.cards('direct:zhangsan');
    expect(office.read(card!)).toContain('保密协议用印（抄送）');
    expect(JSON.stringify(card!.content)).toContain('https://seal.example.com/m/requests/0117');
  });

  it.each([
    [0, 0, 1],
    [1, 1, 1],
    [10, 2, 1],
    [11, 2, 1],
    [200, 25, 1],
    [201, 26, 2],
    [1_000, 125, 5],
  ])('finds %i, on %i pages of the card, with %i calls', async (count, pages, calls) => {
    await open((world) => copied(world, 'wangwu', repeated('-2d', count)));
    const text = office.read(await ask());
    expect(text).toContain(count === 0 ? '没有未读的抄送' : `${count} 条未读抄送`);
    if (pages > 1) expect(text).toContain(`第 1 / ${pages} 页`);
    expect(searches().map((call) => call.code)).toEqual(Array(calls).fill(0));
  });

  it('finds what is 29, 30, 31 and 95 days old', async () => {
    await open((world) => copied(world, 'wangwu', ['-29d', '-30d', '-31d', '-95d']));
    const text = office.read(await ask());
    for (const days of [29, 30, 31, 95]) expect(text).toContain(`等了 ${days} 天`);
  });

  it('asks by period before it believes that something old is read', async () => {
    await open((world) => copied(world, 'wangwu', ['-95d']));
    const handle = office.sandbox.world.instances.at(-1)!.handle;
    await ask();
    office.sandbox.instance(handle).timeline[0]!.copies[0]!.read_at = office.clock.now();
    expect(office.read(await ask())).toContain('没有未读的抄送');
    expect(searches().at(-1)!.body).toHaveProperty('cc_create_time_from');
  });

  it('keeps what is older than a list without dates may reach, as long as its period has it', async () => {
    await open((world) => copied(world, 'wangwu', ['-31d', '-95d']));
    await ask();
    const none = { code: 0, msg: 'success', data: { count: 0, cc_list: [], has_more: false } };
    office.sandbox.faults.add({ on: 'call', path: SEARCH, times: 1, answer: { status: 200, body: none } });
    const text = office.read(await ask());
    for (const days of [31, 95]) expect(text).toContain(`等了 ${days} 天`);
    const periods = searches()
      .map(({ body }) => body as { cc_create_time_from?: string; cc_create_time_to: string })
      .filter((body) => body.cc_create_time_from !== undefined);
    expect(periods).toHaveLength(2);
    for (const { cc_create_time_from: from, cc_create_time_to: to } of periods)
      expect(Number(to) - Number(from)).toBeLessThanOrEqual(30 * 86_400_000);
  });

  it('pages in the card, without a call', async () => {
    await open((world) => copied(world, 'wangwu', repeated('-2d', 20)));
    const card = await ask();
    const calls = office.sandbox.calls.length;
    const next = () => office.sandbox.click({ by: 'wangwu', message_id: card.message_id, button: '下一页' });
    await next();
    expect(read(card)).toContain('第 2 / 3 页');
    await next();
    expect(read(card)).toContain('第 3 / 3 页');
    expect(read(card)).not.toContain('下一页');
    await office.sandbox.click({ by: 'wangwu', message_id: card.message_id, button: '上一页' });
    expect(read(card)).toContain('第 2 / 3 页');
    expect(office.sandbox.calls).toHaveLength(calls);
  });

  it('shows the rest of a page that does not fit onto one card on the next, and each copy once', async () => {
    const far = `https://${'a.'.repeat(115)}feishu.cn/${'b'.repeat(400)}`;
    await open(
      (world) => {
        const definition = world.definitions.find(({ handle }) => handle === 'purchase');
        if (definition) definition.name = '"'.repeat(100);
        copied(world, 'wangwu', repeated('-2d', 16));
      },
      { FEISHU_APPLINK_URL: far },
    );
    const card = await ask();
    const seen: string[][] = [];
    while (seen.length < 16) {
      const text = read(card);
      seen.push(text.match(/2026\d{8}/g) ?? []);
      if (!text.includes('下一页')) break;
      await office.sandbox.click({ by: 'wangwu', message_id: card.message_id, button: '下一页' });
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.flat()).toHaveLength(16);
    expect(new Set(seen.flat()).size).toBe(16);
    for (let n = 0; n < 4; n++)
      if (read(card).includes('上一页'))
        await office.sandbox.click({ by: 'wangwu', message_id: card.message_id, button: '上一页' });
    expect(read(card)).toContain('第 1 / 2 页');
    expect(read(card)).not.toContain('上一页');
  });

  it("is nobody else's: another person who gets hold of the card sees nothing", async () => {
    await open((world) => copied(world, 'wangwu', repeated('-2d', 20)));
    const card = await ask();
    const event = office.sandbox.clickEvent({ by: 'wangwu', message_id: card.message_id, button: '下一页' });
    const payload = event.payload as { event: { operator: { open_id: string } } };
    payload.event.operator.open_id = office.sandbox.person('lisi').open_id;
    const { headers, body } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ toast: expect.objectContaining({ type: 'warning' }) });
  });
});

describe('events and the list', () => {
  const events = { APPROVAL_CODES: PURCHASE };

  it('what was read a second before is not shown, though the list lags behind', async () => {
    let handles: string[] = [];
    await open((world) => {
      handles = copied(world, 'wangwu', ['-2d', '-3d']);
    }, events);
    office.sandbox.faults.add({ on: 'search', lagMs: 600_000 });
    await office.sandbox.readCc({ by: 'wangwu', instance: handles[0]! });
    await office.wait(1);
    const text = office.read(await ask());
    expect(text).toContain('1 条未读抄送');
    expect(text).toContain('等了 3 天');
  });

  it('what was just copied is shown, though the list does not have it yet', async () => {
    await open(() => {}, events);
    office.sandbox.faults.add({ on: 'search', lagMs: 600_000 });
    await office.say('zhangsan', `/cc @王五 ${office.sandbox.instance('laptops').instance_code}`);
    await office.wait(3);
    const text = office.read(await ask());
    expect(text).toContain('1 条未读抄送');
    expect(text).toContain('202611200001');
    expect(text).toContain('不到一天');
  });

  it('a lost CREATE and a lost READ are healed by the list', async () => {
    await open(() => {}, events);
    const laptops = office.sandbox.instance('laptops').instance_code;
    const lost = office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', drop: true });
    await office.say('zhangsan', `/cc @王五 ${laptops}`);
    await office.wait(3);
    expect(office.read(await ask())).toContain('1 条未读抄送');
    lost.remove();
    await office.say('zhangsan', `/cc @王五 ${laptops} 再来一次`);
    await office.wait(3);
    const again = office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', drop: true });
    await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
    again.remove();
    await office.clock.advance(16 * 60_000);
    expect(office.read(await ask())).toContain('没有未读的抄送');
  });

  it('out of order and repeated, they leave one unread copy that was read once', async () => {
    await open(() => {}, events);
    const laptops = office.sandbox.instance('laptops').instance_code;
    const held = office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', hold: 'reversed' });
    await office.say('zhangsan', `/cc @王五 ${laptops}`);
    await office.wait(3);
    const reading = office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
    await office.clock.advance(10);
    held.remove();
    await reading;
    await office.wait(2);
    office.sandbox.faults.add({ on: 'search', lagMs: 60_000 });
    expect(office.read(await ask())).toContain('没有未读的抄送');
  });

  it('of a person whom the app may not see are kept and harm nobody', async () => {
    await open(() => {}, events);
    await office.say('wangwu', `/cc @周八 ${office.sandbox.instance('laptops').instance_code}`, {
      chat: 'direct',
    });
    await office.wait(4);
    expect(office.log.text()).toContain('contact range');
    expect(office.log.text()).not.toContain('quarantined');
  });
});

describe('putting one off', () => {
  it('to tomorrow, Monday or a date, keeps it in the list and says so', async () => {
    await open((world) => copied(world, 'wangwu', ['-9d', '-5d', '-1d']));
    const serial = office.sandbox.world.instances.at(-1)!.serial_number;
    await ask();
    expect((await menu('tomorrow')).toast?.content).toContain('2026-05-21');
    expect((await menu('monday', 1)).toast?.content).toContain('2026-05-25');
    await menu('date', 2);
    const card = office.cards('direct:wangwu').at(-1)!;
    for (const part of ['推迟到哪一天', '采购申请', serial]) expect(read(card)).toContain(part);
    const submit = (until: string) =>
      office.sandbox.click({
        by: 'wangwu',
        message_id: card.message_id,
        button: 'snooze_submit',
        form: { until },
      });
    expect((await submit('2026-05-20')).toast?.content).toContain('今天以后');
    expect((await submit('2026-06-01')).toast?.content).toContain('2026-06-01');
    expect(read(card)).toContain('3 条未读抄送');
    expect(read(card).match(/日 ?再提醒/g)).toHaveLength(3);
  });

  it('shows what is left when it was read meanwhile', async () => {
    let handles: string[] = [];
    await open(
      (world) => {
        handles = copied(world, 'wangwu', ['-9d', '-5d']);
      },
      { APPROVAL_CODES: PURCHASE },
    );
    const card = await ask();
    await office.sandbox.readCc({ by: 'wangwu', instance: handles[0]! });
    await office.wait(1);
    await menu('date');
    expect(read(card)).toContain('1 条未读抄送');
  });

  it('can be thought better of', async () => {
    await open((world) => copied(world, 'wangwu', ['-9d']));
    const card = await ask();
    await menu('date');
    await office.sandbox.click({
      by: 'wangwu',
      message_id: card.message_id,
      button: { value: { a: 'unread.page' } },
    });
    expect(read(card)).toContain('1 条未读抄送');
    expect(read(card)).not.toContain('推迟到');
  });
});
