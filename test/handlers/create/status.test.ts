import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instance } from '../../../sandbox/platform/index.ts';
import { eachOrOne } from '../../support/each-or-one.ts';
import { type Desk, openDesk, purchase } from './desk.ts';

let desk: Desk;
let instance: Instance;

async function submitted(where: 'direct' | 'purchasing' = 'direct') {
  desk = await openDesk(['purchase']);
  if (where === 'direct') await desk.open('zhangsan', '采购');
  else {
    await desk.say('zhangsan', '@审批助手 /create 采购', { chat: where });
    await desk.wait(3);
  }
  await desk.reply('zhangsan', { text: '@李四' });
  await desk.click('zhangsan', '提交', purchase);
  instance = desk.instances()[0] as Instance;
}

afterEach(() => desk.close());

const shown = () => desk.read(desk.first('zhangsan'));

/** An approval event as Feishu sends it. */
const event = (type: string, more: object) => ({
  ts: '1',
  uuid: `event-${Math.random()}`,
  token: desk.sandbox.app.verification_token,
  type: 'event_callback',
  event: {
    app_id: desk.sandbox.app.app_id,
    tenant_key: desk.sandbox.world.tenant_key,
    type,
    approval_code: instance.definition.approval_code,
    instance_code: instance.instance_code,
    operate_time: '1',
    ...more,
  },
});

function end(status: Instance['status'], comment?: string) {
  instance.status = status;
  for (const task of instance.tasks) task.status = status === 'APPROVED' ? 'APPROVED' : 'REJECTED';
  if (comment !== undefined)
    instance.timeline.push({
      type: 'REJECT',
      at: desk.clock.now(),
      by: desk.sandbox.person('lisi'),
      task_id: undefined,
      comment,
      copies: [],
    });
}

const hear = async (type: string, status: string) => {
  const delivered = desk.sandbox.deliver(event(type, { status }));
  await desk.wait(1);
  await delivered;
  await desk.wait(3);
};

describe('the status card', () => {
  beforeEach(() => submitted());

  it('that Feishu does not take is named in the log, with the reason', async () => {
    const body = {
      code: 230099,
      msg: 'Failed to create card content, ext=ErrCode: 200861; ErrMsg: invalid user',
    };
    desk.sandbox.faults.add({ on: 'call', method: 'PATCH', times: 1, answer: { status: 400, body } });
    end('APPROVED');
    await hear('approval_instance', 'APPROVED');
    const refusals = desk.log.lines
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === 'Feishu does not take a card');
    expect(refusals).toMatchObject([
      { template: 'approval-status', inner_code: '200861', err: { code: 230099 } },
    ]);
  });

  it('shows who is to decide, and what was filled in', () => {
    for (const part of [
      '采购申请',
      '审批中',
      instance.serial_number,
      '等待审批：李四',
      '笔记本电脑 💻',
      '¥36,000',
      '线上采购',
    ])
      expect(shown()).toContain(part);
  });

  it('follows to the end, with the reason', async () => {
    end('REJECTED', '超出 <b>预算</b>');
    await hear('approval_instance', 'REJECTED');
    for (const part of ['已拒绝', '✕ 李四 拒绝', '超出 <b>预算</b>', '再次发起'])
      expect(shown()).toContain(part);
    expect(shown()).not.toContain('[ 撤回 ]');
  });

  it('is a history: who decided what and when, and what they wrote, in each language', async () => {
    const by = (who: string, type: 'PASS' | 'REJECT' | 'TRANSFER', minutes: number, comment?: string) =>
      instance.timeline.push({
        type,
        at: desk.clock.now() + minutes * 60_000,
        by: desk.sandbox.person(who),
        task_id: undefined,
        comment,
        copies: [],
      });
    by('lisi', 'PASS', 2, '同意 **快** 办');
    by('zhaoliu', 'REJECT', 3, '预算偏高');
    await hear('approval_instance', 'PENDING');
    const way = () => shown().replace(/[│\s]+/gu, ' ');
    expect(way()).toMatch(
      /✓ 李四 同意 \d\d:\d\d：同意 \*\*快\*\* 办 → ✕ 赵六 拒绝 \d\d:\d\d：预算偏高 等待审批：李四（5月20日 \d\d:\d\d 起）/,
    );
    const first = desk.first('zhangsan');
    expect(desk.read(first, 'en_us').replace(/[│\s]+/gu, ' ')).toMatch(
      /✓ 李四 approved \d\d:\d\d: .* → ✕ 赵六 rejected \d\d:\d\d: 预 ?算偏高 Waiting for: 李四 \(since May 20/,
    );
    // Half a day later a time alone would be that of another day.
    by('lisi', 'PASS', 3 + 13 * 60);
    await hear('approval_instance', 'PENDING');
    expect(way()).toMatch(/→ ✓ 李四 同意 5月20日 \d\d:\d\d/);
    for (let n = 0; n < 8; n++) by('lisi', 'PASS', 900 + n);
    await hear('approval_instance', 'PENDING');
    expect(way()).toContain('…（之前还有 3 步） →');
  });

  eachOrOne([
    ['APPROVED', '已通过'],
    ['CANCELED', '已撤回'],
    ['DELETED', '已删除'],
  ] as const)('shows %s', async (status, text) => {
    end(status);
    await hear('approval_instance', status);
    expect(shown()).toContain(text);
  });

  it('does not go back when an older event comes late, or when cards are brought up to date at the same time', async () => {
    end('APPROVED');
    const late = [
      desk.sandbox.deliver(event('approval_instance', { status: 'APPROVED' }), { orderKey: 'a' }),
      desk.sandbox.deliver(event('approval_instance', { status: 'PENDING' }), { orderKey: 'b' }),
      desk.sandbox.deliver(event('approval_task', { status: 'PENDING' }), { orderKey: 'c' }),
    ];
    await desk.wait(4);
    await Promise.all(late);
    expect(shown()).toContain('已通过');
  });

  it('does not let a slow, older reading overwrite a newer one', async () => {
    const asked = `${desk.sandbox.url}/open-apis`;
    const { app_id, app_secret } = desk.sandbox.app;
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const token = await fetch(`${asked}/auth/v3/tenant_access_token/internal`, {
      ...post,
      body: JSON.stringify({ app_id, app_secret }),
    }).then((answer) => answer.json() as Promise<{ tenant_access_token: string }>);
    const headers = { authorization: `Bearer ${token.tenant_access_token}` };
    const older = await fetch(`${asked}/approval/v4/instances/${instance.instance_code}`, { headers });
    desk.sandbox.faults.add({
      on: 'call',
      method: 'GET',
      path: '/open-apis/approval/v4/instances/:id',
      times: 1,
      delayMs: 2_500,
      answer: { status: 200, body: await older.json() },
    });
    const first = desk.sandbox.deliver(event('approval_task', { status: 'PENDING' }));
    await desk.wait(1);
    end('APPROVED');
    const second = desk.sandbox.deliver(event('approval_instance', { status: 'APPROVED' }));
    await desk.wait(8);
    await Promise.all([first, second]);
    expect(shown()).toContain('已通过');
  });

  it('come up to date though Feishu answers with a code that nobody knows, which says nothing of a card', async () => {
    desk.sandbox.faults.add({
      on: 'call',
      method: 'PATCH',
      path: '/open-apis/im/v1/messages/:id',
      times: 3,
      answer: { status: 400, body: { code: 7654321, msg: 'failed' } },
    });
    end('APPROVED');
    await hear('approval_instance', 'APPROVED');
    await desk.wait(8);
    expect(shown()).toContain('已通过');
  });

  it('waits for a platform that has not caught up with its own event', async () => {
    await hear('approval_instance', 'APPROVED');
    expect(shown()).toContain('审批中');
    end('APPROVED');
    await desk.wait(4);
    expect(shown()).toContain('已通过');
  });

  it('shows an approval that was withdrawn after its end as revoked, once Feishu says so too', async () => {
    end('APPROVED');
    await hear('approval_instance', 'REVERTED');
    instance.reverted = true;
    await desk.wait(4);
    expect(shown()).toContain('已撤销');
  });

  it('withdraws for the initiator, once, after it was asked: no client has to ask before such a button', async () => {
    const message = desk.first('zhangsan');
    expect(JSON.stringify(message.content)).not.toContain('"confirm"');
    await desk.click('zhangsan', '撤回', {}, message);
    expect(instance.status).toBe('PENDING');
    for (const part of ['撤回这条审批？', '笔记本电脑 💻', '不撤回']) expect(shown()).toContain(part);
    await desk.click('zhangsan', '确认撤回', {}, message);
    expect(instance.status).toBe('CANCELED');
    expect(shown()).toContain('已撤回');
  });

  it('is as it was when it is not withdrawn after all', async () => {
    const before = shown();
    const message = desk.first('zhangsan');
    await desk.click('zhangsan', '撤回', {}, message);
    const kept = await desk.click('zhangsan', '不撤回', {}, message);
    expect(kept.toast?.content).toContain('没有撤回');
    expect(shown()).toBe(before);
    expect(instance.status).toBe('PENDING');
  });

  it.each([
    [99991672, '权限'],
    [1390018, '手写签名'],
  ])('says what keeps it from being done, and not that Feishu does not allow it: %i', async (code, why) => {
    desk.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/instances/cancel', code });
    await desk.click('zhangsan', '撤回', {}, desk.first('zhangsan'));
    await desk.click('zhangsan', '确认撤回', {}, desk.first('zhangsan'));
    expect(desk.heard('direct:zhangsan').at(-1)).toContain(why);
    expect(desk.heard('direct:zhangsan').at(-1)).not.toContain('不允许撤回');
  });

  it('says when Feishu does not allow it', async () => {
    desk.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/instances/cancel', code: 1390009 });
    await desk.click('zhangsan', '撤回', {}, desk.first('zhangsan'));
    await desk.click('zhangsan', '确认撤回', {}, desk.first('zhangsan'));
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('不允许撤回');
    expect(shown()).toContain('审批中');
    desk.sandbox.faults.clear();
    await desk.click('zhangsan', '撤回', {}, desk.first('zhangsan'));
    await desk.click('zhangsan', '确认撤回', {}, desk.first('zhangsan'));
    expect(shown()).toContain('已撤回');
  });

  it('submits again with what was filled in before', async () => {
    end('REJECTED', '太贵');
    await hear('approval_instance', 'REJECTED');
    await desk.click('zhangsan', '再次发起', {}, desk.first('zhangsan'));
    const form = desk.last('zhangsan');
    for (const part of ['发起：采购申请', '笔记本电脑 💻', '36000', '李四'])
      expect(desk.read(form)).toContain(part);
    await desk.click('zhangsan', '提交', { widget3: '30000' }, form);
    expect(desk.instances()).toHaveLength(2);
  });

  it('copies by its form to those who were chosen before, and by a reply with /cc', async () => {
    const message = desk.first('zhangsan');
    await desk.click('zhangsan', '抄送', {}, message);
    const { open_id } = desk.sandbox.person('lisi');
    const form = desk.last('zhangsan');
    await desk.click('zhangsan', 'send', { people: [open_id], comment: '请看' });
    expect(desk.last('zhangsan').message_id).toBe(form.message_id);
    expect(desk.read(desk.last('zhangsan'))).toContain('已抄送给 1 人');
    await desk.say('zhangsan', '/cc @赵六', { replyTo: message.message_id });
    await desk.wait(3);
    expect(desk.ccCalls().map((call) => call.code)).toEqual([0, 0]);
  });
});

describe('the form behind CC', () => {
  it('becomes what came of it when Feishu refuses', async () => {
    await submitted();
    await desk.click('zhangsan', '抄送', {}, desk.first('zhangsan'));
    const form = desk.last('zhangsan');
    desk.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/instances/cc', code: 1390018 });
    await desk.click('zhangsan', 'send', { people: [desk.sandbox.person('lisi').open_id] });
    expect(desk.last('zhangsan').message_id).toBe(form.message_id);
    expect(desk.read(desk.last('zhangsan'))).toContain('手写签名');
  });
});

describe('the form behind CC, for one who has left beside another', () => {
  it('asks in its place about the other, who gets it once the button is pressed', async () => {
    await submitted();
    await desk.say('zhangsan', `/cc @王五 ${desk.sandbox.instance('laptops').instance_code}`);
    await desk.wait(4);
    await desk.click('zhangsan', '抄送', {}, desk.first('zhangsan'));
    const form = desk.last('zhangsan');
    const people = ['lisi', 'wangwu'].map((one) => desk.sandbox.person(one).open_id);
    Object.assign(desk.sandbox.person('wangwu'), { resigned: true });
    await desk.click('zhangsan', 'send', { people, comment: '请看' });
    expect(desk.last('zhangsan').message_id).toBe(form.message_id);
    expect(desk.read(desk.last('zhangsan'))).toContain('王五 收不到抄送');
    await desk.click('zhangsan', '只抄送给其他 1 位');
    expect(desk.read(desk.last('zhangsan'))).toContain('已抄送给 1 人');
    expect(desk.ccCalls().map((call) => call.code)).toEqual([0, 1390001, 0]);
  });
});

describe('a form that was asked for in a group', () => {
  it('is filled in private; the group sees where it stands and not what it says, and the initiator alone acts', async () => {
    await submitted('purchasing');
    const [told, card] = desk.cards('purchasing');
    expect(desk.read(told as never)).toContain('单聊');
    expect(desk.read(card as never)).toContain('审批中');
    expect(desk.read(card as never)).not.toContain('36000');
    const refused = await desk.click('lisi', '撤回', {}, card);
    expect(refused.toast?.content).toContain('只有发起人');
    await desk.click('zhangsan', '撤回', {}, card);
    const asking = desk.read(desk.cards('purchasing').at(-1) as never);
    expect(asking).toContain('撤回这条审批？');
    expect(asking).not.toContain('36000');
    expect((await desk.click('lisi', '确认撤回', {}, card)).toast?.content).toContain('只有发起人');
    end('APPROVED');
    await hear('approval_instance', 'APPROVED');
    expect(desk.heard('purchasing').at(-1)).toContain('已通过');
    expect(shown()).toContain('已通过');
  });
});
