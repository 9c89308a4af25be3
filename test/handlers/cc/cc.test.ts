import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instanceLinks } from '../../../src/feishu/applink.ts';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
let laptops: string;
beforeEach(async () => {
  office = await openOffice();
  laptops = office.sandbox.instance('laptops').instance_code;
});
afterEach(() => office.close());

const open = (handle: string) => office.sandbox.person(handle).open_id;
const refused = () => office.sandbox.calls.filter((call) => call.code !== 0);

describe('/cc in a group', () => {
  it('copies the instance in the name of the sender and answers with a receipt', async () => {
    const asked = await office.say('zhangsan', `@审批助手 /cc @李四 @王五 ${laptops} 请看一下`, {
      chat: 'purchasing',
    });
    await office.wait(2);
    expect(office.ccCalls()).toMatchObject([
      {
        query: { user_id_type: 'open_id' },
        body: {
          approval_code: office.sandbox.instance('laptops').definition.approval_code,
          instance_code: laptops,
          user_id: open('zhangsan'),
          cc_user_ids: [open('lisi'), open('wangwu')],
          comment: '请看一下',
        },
        code: 0,
      },
    ]);
    const [receipt] = office.cards('purchasing');
    expect(receipt).toMatchObject({ parent_id: asked, msg_type: 'interactive' });
    const text = office.read(receipt!);
    for (const part of [
      '已抄送给 2 人',
      '采购申请',
      '202611200001',
      '审批中',
      '李四 王五',
      '张三',
      '请看一下',
    ])
      expect(text).toContain(part);
    expect(office.heard('direct:zhangsan')).toEqual([]);
    expect(refused()).toEqual([]);
  });

  it('reads the same in the language of whoever looks', async () => {
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(2);
    const [receipt] = office.cards('purchasing');
    expect(office.read(receipt!, 'en_us')).toContain('CC sent to 1 person');
    expect(office.read(receipt!, 'ja_jp')).toMatch(/[ぁ-ん]/);
  });

  it('links the receipt to the instance on the desktop and on the phone', async () => {
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(2);
    const links = instanceLinks(office.sandbox.url, laptops);
    const card = JSON.stringify(office.cards('purchasing')[0]?.content);
    expect(card).toContain(
      JSON.stringify({
        type: 'open_url',
        default_url: links.default,
        pc_url: links.pc,
        ios_url: links.ios,
        android_url: links.android,
      }),
    );
  });

  it('lets nothing typed become a mention, a link or markup', async () => {
    const hostile = '<at id=all></at> [x](https://evil.example) **bold**';
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops} ${hostile}`, { chat: 'purchasing' });
    await office.wait(2);
    const [receipt] = office.cards('purchasing');
    const markdown =
      JSON.stringify(receipt?.content)
        .match(/"tag":"markdown"[^}]*\}/g)
        ?.join('') ?? '';
    expect(markdown).not.toMatch(/<at|evil|\*\*bold/);
    expect(office.read(receipt!)).toContain('<at id=all></at> x **bold**');
  });
});

describe('an instance is found by', () => {
  const ways: [string, () => string | Promise<string>][] = [
    ['its code', () => laptops],
    ['a pasted link of the phone', () => instanceLinks('https://open.feishu.cn', laptops).default],
    ['a pasted link of the desktop', () => instanceLinks('https://open.feishu.cn', laptops).pc],
    [
      'a link encoded twice',
      () => instanceLinks('https://open.feishu.cn', laptops).pc.replaceAll('%', '%25'),
    ],
    ['its serial number, seen in a list of the sender', () => '202611200001'],
  ];
  it.each(ways)('%s', async (_name, reference) => {
    await office.say('zhangsan', `/cc @李四 ${await reference()} 谢谢`);
    await office.wait(2);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops, comment: '谢谢' }, code: 0 }]);
  });

  it('its serial number, by an approver, once the bot has seen it', async () => {
    await office.say('zhangsan', `/cc @王五 ${laptops}`);
    await office.wait(2);
    await office.say('lisi', '/cc @赵六 202611200001');
    await office.wait(2);
    expect(office.ccCalls().at(-1)).toMatchObject({
      body: { user_id: open('lisi'), instance_code: laptops },
      code: 0,
    });
  });

  it('a serial number of their own before the same number of somebody else', async () => {
    const twin = office.sandbox.instance('annual-leave');
    Object.assign(twin, { serial_number: '202611200001' });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(3);
    await office.say('emma', '/cc @赵六 202611200001');
    await office.wait(3);
    expect(office.ccCalls().at(-1)).toMatchObject({
      body: { user_id: open('emma'), instance_code: twin.instance_code },
      code: 0,
    });
  });

  it('choosing, when two instances of theirs carry the number', async () => {
    Object.assign(office.sandbox.instance('team-dinner'), { serial_number: '202611200001' });
    await office.say('zhangsan', '/cc @李四 202611200001 请看');
    await office.wait(3);
    expect(office.ccCalls()).toEqual([]);
    const picker = office.heard('direct:zhangsan').join();
    expect(picker).toContain('采购申请');
    expect(picker).toContain('费用报销');
    expect(picker).not.toContain('合同审批');
    expect(picker).not.toContain('202611200001 请看');
  });

  it('nothing, with the reason, when lists are missing that could have held the number', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/instances/query', code: 99991672 });
    await office.say('zhangsan', '/cc @李四 202611200001');
    await office.wait(3);
    expect(office.heard('direct:zhangsan').join()).toContain('管理员');
  });

  it('a number anywhere in the words, and glued to the command', async () => {
    await office.say('zhangsan', '/cc @李四 请看一下 202611200001，谢谢');
    await office.wait(2);
    await office.say('zhangsan', '/抄送202611200001 @王五');
    await office.wait(4);
    expect(office.ccCalls()).toMatchObject([
      { body: { instance_code: laptops, comment: '请看一下 谢谢' }, code: 0 },
      { body: { instance_code: laptops, cc_user_ids: [open('wangwu')] }, code: 0 },
    ]);
  });

  it('the long number that share links carry, among the tasks of the sender', async () => {
    await office.say('lisi', '/help');
    await office.sandbox.say({ from: 'lisi', chat: 'direct', text: 'x', deliver: false });
    const tasks = await tasksOf('lisi');
    const number = tasks.find((task) => task.process_code === laptops)?.process_id;
    await office.say(
      'lisi',
      `/cc @王五 https://applink.feishu.cn/client/mini_program/open?path=pages%2Fdetail%2Findex%3FinstanceId%3D${number}`,
    );
    await office.wait(2);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops }, code: 0 }]);
  });

  it('which of two, when two serial numbers are theirs', async () => {
    const [one, other] = ['laptops', 'team-dinner'].map(
      (name) => office.sandbox.instance(name).serial_number,
    );
    await office.say('zhangsan', `/cc @王五 ${one} 与 ${other}`);
    await office.wait(3);
    expect(office.ccCalls()).toEqual([]);
    const offered = office.heard('direct:zhangsan').at(-1);
    for (const serial of [one, other]) expect(offered).toContain(serial);
    expect(offered).not.toContain(office.sandbox.instance('monitors').serial_number);
  });

  it('the card that the message replies to', async () => {
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(2);
    const replyTo = office.cards('purchasing')[0]!.message_id;
    await office.say('lisi', '@审批助手 /cc @王五 13800138000 是他的电话', { chat: 'purchasing', replyTo });
    await office.wait(3);
    expect(office.ccCalls().at(-1)).toMatchObject({
      body: { user_id: open('lisi'), instance_code: laptops, comment: '13800138000 是他的电话' },
      code: 0,
    });
  });

  it('a reply further down the same conversation', async () => {
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(2);
    const card = office.cards('purchasing')[0]!.message_id;
    const below = await office.say('lisi', '收到', { chat: 'purchasing', replyTo: card });
    await office.say('lisi', '@审批助手 /cc @王五', { chat: 'purchasing', replyTo: below });
    await office.wait(3);
    // The first message of this conversation is the command itself, not the card: nothing tells which instance is meant.
    expect(office.ccCalls()).toHaveLength(1);
    expect(office.heard('direct:lisi').join()).toContain('要抄送哪一条审批');
  });

  async function tasksOf(handle: string): Promise<{ process_code: string; process_id: string }[]> {
    const { app_id, app_secret } = office.sandbox.app;
    const post = await fetch(`${office.sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id, app_secret }),
    });
    const { tenant_access_token } = (await post.json()) as { tenant_access_token: string };
    const answer = await fetch(
      `${office.sandbox.url}/open-apis/approval/v4/tasks/query?topic=1&user_id_type=open_id&user_id=${open(handle)}`,
      { headers: { authorization: `Bearer ${tenant_access_token}` } },
    );
    return ((await answer.json()) as { data: { tasks: { process_code: string; process_id: string }[] } }).data
      .tasks;
  }
});

describe('who may copy', () => {
  it.each([
    ['the initiator', 'zhangsan'],
    ['an approver', 'lisi'],
    ['an administrator', 'wangwu'],
  ])('%s may', async (_name, handle) => {
    await office.say(handle, `/cc @赵六 ${laptops}`);
    await office.wait(2);
    expect(office.copies('laptops', handle)).toBe(1);
  });

  it('someone it was copied to may', async () => {
    await office.say('emma', `/cc @赵六 ${office.sandbox.instance('trip-expense').instance_code}`);
    await office.wait(2);
    expect(office.copies('trip-expense', 'emma')).toBe(1);
  });

  it('others may not, learn in private only, and learn the same as about an instance that does not exist', async () => {
    const answers: string[] = [];
    for (const code of [laptops, laptops.replace('81D3', '0000')]) {
      await office.say('emma', `@审批助手 /cc @赵六 ${code}`, { chat: 'purchasing' });
      await office.wait(2);
      answers.push(office.heard('direct:emma').at(-1) ?? '');
    }
    await office.say('emma', '@审批助手 /cc @赵六 202611200001', { chat: 'purchasing' });
    await office.wait(2);
    answers.push(office.heard('direct:emma').at(-1) ?? '');
    expect(office.heard('purchasing')).toEqual([]);
    expect(office.ccCalls()).toEqual([]);
    expect(answers[0]).toContain('没有找到');
    expect(new Set(answers).size).toBe(1);
    expect(office.cards('direct:emma')).toHaveLength(3);
  });

  it('a path that leads elsewhere is no instance: nothing is called', async () => {
    await office.say('emma', '/cc @赵六 https://a.b/?instanceId=..%2F..%2Fcontact');
    await office.wait(2);
    expect(office.sandbox.calls.filter((call) => call.path.includes('contact'))).toEqual([]);
    expect(office.ccCalls()).toEqual([]);
  });
});

it('can be followed through the log by its ids, from the event to the calls', async () => {
  office.sandbox.faults.add({
    on: 'call',
    path: '/open-apis/approval/v4/instances/cc',
    times: 1,
    code: 1395001,
  });
  const asked = await office.say('zhangsan', `/cc @李四 ${laptops}`);
  await office.wait(5);
  const lines = office.log.lines.map((line) => JSON.parse(line));
  const request = lines.find((line) => line.msg === 'CC asked for');
  expect(request).toMatchObject({ message_id: asked, key: `message:${asked}`, queue: 'event' });
  expect(lines.find((line) => line.outcome === 'retried')).toMatchObject({
    queue: 'cc.copy',
    key: request.request,
  });
});

describe('one message, one CC', () => {
  it('delivered five times at once, and again after a restart', async () => {
    office.sandbox.faults.add({ on: 'delivery', times: 1, duplicate: 4 });
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(3);
    const message = office.sandbox.deliveries.find((one) => one.event_type === 'im.message.receive_v1');
    await office.restart();
    await office.sandbox.deliver(message!.payload);
    await office.wait(60);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.ccCalls()).toHaveLength(1);
    expect(office.cards('purchasing')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)('whose API answer is lost %s the effect', async (drop) => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/instances/cc', times: 1, drop });
    await office.say('zhangsan', `@审批助手 /cc @李四 @王五 ${laptops}`, { chat: 'purchasing' });
    await office.wait(10);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.cards('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).toContain('已抄送给 2 人');
  });

  it('whose receipt is sent but its answer lost: one receipt', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/im/v1/messages/:id/reply',
      times: 1,
      drop: 'after',
    });
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(10);
    expect(office.cards('purchasing')).toHaveLength(1);
  });

  it('that was acknowledged just before a stop is worked on after the start', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/*',
      answer: { status: 503, body: 'down' },
    });
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(1);
    await office.stop();
    office.sandbox.faults.clear();
    await office.start();
    await office.wait(60);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.heard('purchasing')).toHaveLength(1);
  });

  it('does not take an older copy by the same person for its own', async () => {
    await office.say('zhangsan', `/cc @李四 ${laptops} 第一次`);
    await office.wait(3);
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/cc',
      times: 1,
      drop: 'before',
    });
    await office.say('zhangsan', `/cc @李四 ${laptops} 第二次`);
    await office.wait(10);
    expect(office.ccCalls().filter((call) => call.code === 0)).toHaveLength(2);
    expect(office.heard('direct:zhangsan')).toHaveLength(2);
  });
});

describe('a receipt that can not be a reply', () => {
  it('goes to the chat when the message was withdrawn meanwhile', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/cc',
      times: 1,
      delayMs: 2_000,
    });
    const asked = await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    office.sandbox.recall(asked);
    await office.wait(5);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.cards('purchasing')[0]?.parent_id).toBeUndefined();
  });
});
