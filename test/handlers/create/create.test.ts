import { afterEach, describe, expect, it } from 'vitest';
import { eachOrOne } from '../../support/each-or-one.ts';
import { strangers } from '../../support/strangers.ts';
import { type Desk, openDesk, pdf, picture, purchase } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

/** The purchase form with its approver, ready to be submitted. */
async function filled(by = 'zhangsan', options: Parameters<typeof openDesk>[1] = {}) {
  desk = await openDesk(['purchase'], options);
  await desk.open(by, '采购');
  await desk.reply(by, { text: '@李四' });
  await desk.click(by, '预览流程', purchase);
  return desk.last(by);
}

describe('starting', () => {
  it('offers what the person may start, and finds it by name and by pinyin initials', async () => {
    desk = await openDesk(['purchase', 'leave', 'travel', 'finance-only', 'operations', 'expense']);
    await desk.say('lisi', '/create');
    await desk.wait(3);
    const text = desk.read(desk.last('lisi'));
    for (const name of ['采购申请', '请假申请', '运营活动']) expect(text).toContain(name);
    for (const name of ['出差申请', '资金调拨', '费用报销']) expect(text).not.toContain(name);
    expect(desk.read(await desk.open('lisi', 'qjsq'))).toContain('发起：请假申请');
    expect(desk.read(await desk.open('lisi', '天气'))).toContain('没有叫“天气”的审批');
  });

  describe('what is for a user group or a role alone', () => {
    const forCircles = (scopes: string[] = []) =>
      openDesk(['operations', 'outing', 'purchase'], {
        change(world) {
          world.app.scopes = world.app.scopes.filter((scope) => !scopes.includes(scope));
          const viewers = { operations: ['USER_GROUP', 'g1f2e3d4'], outing: ['ROLE', 'r5a6b7c8'] } as const;
          for (const one of world.definitions) {
            const [type, id] = viewers[one.handle as keyof typeof viewers] ?? [];
            if (one.kind === 'native' && type) one.viewers = [{ type, id }];
          }
        },
      });
    const offered = async (by: string) => {
      await desk.say(by, '/create');
      await desk.wait(3);
      const text = desk.read(desk.last(by));
      return ['运营活动', '外出', '采购申请'].filter((name) => text.includes(name));
    };

    it('is offered to its members', async () => {
      desk = await forCircles();
      expect(await offered('emma')).toEqual(['运营活动', '采购申请']);
      expect(await offered('lisi')).toEqual(['外出', '采购申请']);
      expect(await offered('zhangsan')).toEqual(['采购申请']);
    });

    it('is offered to nobody when the directory keeps it to itself, and the log names the scopes', async () => {
      desk = await forCircles(['contact:group:readonly', 'contact:functional_role:readonly']);
      expect(await offered('emma')).toEqual(['采购申请']);
      expect(await offered('lisi')).toEqual(['采购申请']);
      const log = desk.log.text();
      expect(log).toContain('user groups can not be read, so definitions for them are not offered');
      expect(log).toContain('contact:group:readonly');
      expect(log).toContain('contact:functional_role:readonly');
    });
  });

  it('puts what was started last first, and narrows a long list in the card', async () => {
    const many = [
      'leave',
      'expense',
      'contract',
      'everything',
      'leave-group',
      'overtime',
      'outing',
      'shift',
      'purchase',
    ];
    desk = await openDesk(many);
    await desk.open('zhangsan', 'cgsq');
    await desk.reply('zhangsan', { text: '@李四' });
    await desk.click('zhangsan', '提交', purchase);
    await desk.say('zhangsan', '/create');
    await desk.wait(3);
    const text = desk.read(desk.last('zhangsan'));
    expect(text.indexOf('采购申请')).toBeLessThan(text.indexOf('请假申请'));
    expect(text).toContain('还有 1 种没有列出');
    await desk.click('zhangsan', '搜索', { words: 'huanban' });
    const found = desk.read(desk.last('zhangsan'));
    expect(found).toContain('换班');
    expect(found).not.toContain('采购申请');
  });

  it.each([
    ['the menu', (by: string) => desk.sandbox.menu({ by, key: 'create' })],
    [
      'the help card',
      async (by: string) => {
        await desk.say(by, '/help');
        await desk.wait(2);
        await desk.click(by, '发起审批');
      },
    ],
    [
      'the welcome card, which comes once',
      async (by: string) => {
        await desk.sandbox.enterChat({ by });
        await desk.sandbox.enterChat({ by });
        await desk.wait(2);
        expect(desk.cards(`direct:${by}`)).toHaveLength(1);
        await desk.click(by, '发起审批');
      },
    ],
  ])('begins from %s', async (_name, begin) => {
    desk = await openDesk(['purchase']);
    await begin('emma');
    await desk.wait(3);
    expect(desk.read(desk.last('emma'), 'en_us')).toContain('What would you like to start?');
  });

  it('welcomes a group once, where anybody gets the list in private', async () => {
    desk = await openDesk(['purchase']);
    await desk.sandbox.addBot({ by: 'zhangsan', chat: 'private' });
    await desk.sandbox.addBot({ by: 'zhangsan', chat: 'private' });
    await desk.wait(2);
    expect(desk.cards('private')).toHaveLength(1);
    const [welcome] = desk.cards('private');
    await desk.click('lisi', '发起审批', {}, welcome);
    expect(desk.read(desk.last('lisi'))).toContain('采购申请');
    expect(desk.cards('private')).toHaveLength(1);
  });

  it('says what only Feishu can fill, with the way there', async () => {
    desk = await openDesk(['business-trip']);
    const text = desk.read(await desk.open('zhangsan', 'chuchai'));
    expect(text).toContain('其中的“行程”我填不了');
    expect(text).toContain('https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108');
  });

  it('says so when there is nothing, or when the directory does not answer', async () => {
    desk = await openDesk(['finance-only']);
    await desk.say('lisi', '/create');
    await desk.wait(3);
    expect(desk.heard('direct:lisi').at(-1)).toContain('没有可以从这里发起的审批');
    expect(desk.read(await desk.open('wangwu', 'zjdb'))).toContain('发起：资金调拨');
    desk.sandbox.faults.add({ on: 'call', path: '/open-apis/contact/*', code: 99991672 });
    expect(desk.read(await desk.open('wangwu', 'zjdb'))).toContain('没有可以从这里发起的审批');
  });

  it('reads a definition once until it changes', async () => {
    desk = await openDesk(['purchase']);
    const reads = () =>
      desk.sandbox.calls.filter(({ method, path }) => method === 'GET' && path.includes('/v4/approvals/'))
        .length;
    await desk.open('zhangsan', '采购');
    await desk.open('lisi', '采购');
    expect(reads()).toBe(1);
    await desk.definitionUpdated('purchase');
    await desk.wait(2);
    await desk.open('emma', '采购');
    // The second one anew, and what it says in her language.
    expect(reads()).toBe(3);
  });
});

describe('filling in', () => {
  it('shows each mistake at its field and keeps every value', async () => {
    desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '采购');
    const answer = await desk.click('zhangsan', '提交', { ...purchase, widget2: '三台', widget1: '' });
    expect(answer.toast?.content).toContain('补充或修改');
    const text = desk.read(desk.last('zhangsan'));
    for (const part of [
      '有 3 处需要补充或修改',
      '这一项必填',
      '请填一个数字',
      '否则这一步会被跳过',
      '三台',
      '36000',
      '线上采购',
    ])
      expect(text).toContain(part);
    expect(desk.created()).toEqual([]);
  });

  it('adds people by phone, and says whom it does not know', async () => {
    desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '采购');
    await desk.reply('zhangsan', { text: '13011111111 或 nobody@example.com' });
    // Two answers to one message: they are sent at the same time.
    expect(desk.heard('direct:zhangsan').slice(-2).join()).toContain('没有找到“nobody@example.com”');
    expect(await desk.redrawn('zhangsan')).toContain('李四');
  });

  it('adds people by a link to their address, whatever it shows, and sees no telephone number in any other', async () => {
    desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '[采购](https://oa.example.com/forms/1)');
    await desk.reply('zhangsan', { text: '请加 [经理](mailto:LISI%40example.com?subject=x)' });
    expect(await desk.redrawn('zhangsan')).toContain('李四');
    await desk.reply('zhangsan', { text: 'https://oa.example.com/13011111111' });
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('请 @ 同事');
  });

  eachOrOne([
    ['words alone', { text: '你好' }, '请 @ 同事'],
    ['a person of another company', { text: '@陈合作' }, '外部联系人和机器人'],
    ['a file without a place for it', { attachment: pdf('a.pdf') }, '没有放附件的地方'],
  ])('explains what %s can not do', async (_name, reply, said) => {
    desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '采购');
    await desk.reply('zhangsan', reply);
    expect(desk.heard('direct:zhangsan').at(-1)).toContain(said);
  });

  it('says to choose first where a reply comes before the form', async () => {
    desk = await openDesk(['purchase', 'leave']);
    await desk.say('zhangsan', '/create');
    await desk.wait(3);
    await desk.reply('zhangsan', { text: '@李四' });
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('请先在卡片上选要发起哪种审批');
  });

  it('names a colleague whom the app may not see, for whom the administrator has to do something', async () => {
    desk = await openDesk(['purchase'], { change: strangers });
    await desk.open('zhangsan', '采购');
    await desk.reply('zhangsan', { text: '@吴九' });
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('我看不到 吴九 的信息');
    expect(desk.log.text()).toContain('contact range');
  });

  it('removes what was added, and takes pictures only for pictures', async () => {
    desk = await openDesk(['outing']);
    await desk.open('zhangsan', 'waichu');
    await desk.click('zhangsan', '添加图片');
    await desk.reply('zhangsan', { attachment: pdf('a.pdf') });
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('只能放图片');
    const form = desk.first('zhangsan');
    const replied = { chat: 'direct', from: 'zhangsan', replyTo: form.message_id } as const;
    await (await desk.sandbox.say({ ...replied, attachment: picture })).delivered;
    await desk.filesLaid();
    await desk.wait(1);
    expect(await desk.redrawn('zhangsan')).toContain('📎 picture.png');
    await desk.click('zhangsan', '移除', {}, form);
    expect(desk.read(desk.first('zhangsan'))).not.toContain('📎');
  });

  it('asks for the department of someone who has several', async () => {
    desk = await openDesk(['contract']);
    await desk.open('wangwu', '合同');
    expect(desk.read(desk.last('wangwu'))).toContain('以哪个部门的名义');
    await desk.click('wangwu', '提交', { 'department:': 'purchasing01', widget1: '框架合同' });
    expect(desk.created().map((call) => call.body)).toMatchObject([{ department_id: 'purchasing01' }]);
    expect(desk.created().map((call) => call.code)).toEqual([0]);
  });

  it('survives a restart', async () => {
    const form = await filled();
    await desk.restart();
    await desk.click('zhangsan', '提交', {}, form);
    expect(desk.created().map((call) => call.code)).toEqual([0]);
  });

  it('ends after 14 days, with the card', async () => {
    await filled();
    await desk.stop();
    await desk.clock.advance(14 * 24 * 3_600_000 - 3_599_000);
    await desk.start();
    await desk.wait(3);
    expect(desk.read(desk.last('zhangsan'))).toContain('已经过期');
    expect(desk.created()).toEqual([]);
  });

  it('can be discarded', async () => {
    const form = await filled();
    await desk.click('zhangsan', '放弃');
    expect(desk.read(desk.last('zhangsan'))).toContain('已放弃');
    await desk.reply('zhangsan', { text: '@王五' });
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('已经提交或过期');
    expect(form.message_id).toBe(desk.first('zhangsan').message_id);
  });
});

describe('submitting', () => {
  const submit = (message: { message_id: string }, by = 'zhangsan') =>
    desk.sandbox.click({ by, message_id: message.message_id, button: '提交' });

  it('shows the status within 3 s though the creation takes 2.5 s, and answers the click at once', async () => {
    const form = await filled();
    desk.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/approval/v4/instances',
      delayMs: 2_500,
    });
    const began = desk.clock.now();
    const answer = await submit(form);
    expect(answer.toast?.content).toContain('正在提交');
    expect(desk.clock.now() - began).toBeLessThan(1_000);
    await desk.wait(3);
    expect(desk.read(desk.last('zhangsan'))).toContain('审批中');
    expect(desk.created().map((call) => call.body)).toMatchObject([
      {
        open_id: desk.sandbox.person('zhangsan').open_id,
        node_approver_open_id_list: [
          { key: '46e6d96cfa756980907209209ec03b64', value: [desk.sandbox.person('lisi').open_id] },
        ],
      },
    ]);
  });

  it('creates one instance of two clicks and of a replayed callback', async () => {
    const form = await filled();
    const options = { by: 'zhangsan', message_id: form.message_id, button: '提交' };
    const { payload: _p, ...event } = desk.sandbox.clickEvent(options);
    const send = () => fetch(desk.url(), { method: 'POST', headers: event.headers, body: event.body });
    await Promise.all([send(), send(), submit(form)]);
    await desk.wait(4);
    expect(desk.instances()).toHaveLength(1);
  });

  it('creates one instance when the answer is lost, however it ends', async () => {
    const form = await filled();
    desk.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/approval/v4/instances',
      drop: 'after',
      times: 3,
    });
    await submit(form);
    await desk.wait(20);
    expect(desk.instances()).toHaveLength(1);
    expect(desk.created().at(-1)?.code).toBe(60012);
    expect(desk.read(desk.last('zhangsan'))).toContain(desk.instances()[0]?.serial_number);
  });

  it('gives the form back when Feishu can not be reached, and the next try succeeds', async () => {
    const form = await filled();
    const outage = desk.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/approval/v4/instances',
      drop: 'before',
    });
    await submit(form);
    await desk.wait(640);
    expect(desk.read(desk.last('zhangsan'))).toContain('没能连上飞书');
    outage.remove();
    await desk.click('zhangsan', '提交');
    await desk.wait(5);
    expect(desk.instances()).toHaveLength(1);
  });

  it('refuses others, forwarded cards and cards that are done', async () => {
    const form = await filled();
    const event = desk.sandbox.clickEvent({ by: 'zhangsan', message_id: form.message_id, button: '提交' });
    const bent = (
      change: (event: { operator: { open_id: string }; context: { open_message_id: string } }) => void,
    ) => {
      const payload = structuredClone(event.payload) as { header: { event_id: string }; event: never };
      payload.header.event_id = `bent-${Math.random()}`;
      change(payload.event);
      const { headers, body } = desk.sandbox.seal(payload);
      return fetch(desk.url(), { method: 'POST', headers, body }).then((answer) => answer.json());
    };
    const lisi = desk.sandbox.person('lisi').open_id;
    const other = await bent((one) => {
      one.operator.open_id = lisi;
    });
    expect(other).toMatchObject({ toast: { content: expect.stringContaining('给别人的') } });
    const forwarded = await bent((one) => {
      one.context.open_message_id = 'om_forwarded';
    });
    expect(forwarded).toMatchObject({ toast: { content: expect.stringContaining('已经提交、过期') } });
    expect(desk.created()).toEqual([]);
    await submit(form);
    await desk.wait(3);
    const late = await bent(() => undefined);
    expect(late).toMatchObject({ toast: { content: expect.stringContaining('已经提交过了') } });
    expect(desk.instances()).toHaveLength(1);
  });

  it('shows what Feishu refuses at the field it names', async () => {
    const form = await filled();
    desk.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/approval/v4/instances',
      times: 1,
      answer: {
        status: 400,
        body: { code: 1390001, msg: 'param is invalid, ext=控件值不合法或者为空。控件= widget2' },
      },
    });
    await submit(form);
    await desk.wait(3);
    const text = desk.read(desk.last('zhangsan'));
    expect(text).toMatch(/数量[^│]*│\n│ \[ 3 \][^\n]*\n│ ❌ 飞书没有接受这一项/u);
    await desk.click('zhangsan', '提交', { widget2: '4' });
    expect(desk.instances()).toHaveLength(1);
  });

  it('asks to look again when the definition changed meanwhile, with what is still there', async () => {
    const form = await filled();
    const definition = desk.sandbox.world.definitions.find(({ handle }) => handle === 'purchase');
    if (definition?.kind !== 'native') throw new Error('no definition');
    definition.form.push({ id: 'widget9', name: '用途', type: 'input', required: true });
    desk.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/approval/v4/instances',
      times: 1,
      code: 1390001,
    });
    await submit(form);
    await desk.wait(3);
    const text = desk.read(desk.last('zhangsan'));
    for (const part of ['刚刚有变动', '用途', '36000', '李四']) expect(text).toContain(part);
    await desk.click('zhangsan', '提交', { widget9: '办公' });
    expect(desk.instances()[0]?.form).toHaveLength(5);
  });

  it('creates nothing from a form that was changed before it was submitted, and asks Feishu for the new one', async () => {
    const form = await filled();
    const definition = desk.sandbox.world.definitions.find(({ handle }) => handle === 'purchase');
    if (definition?.kind !== 'native') throw new Error('no definition');
    definition.form = definition.form.filter(({ id }) => id !== 'widget2');
    await desk.definitionUpdated('purchase');
    await desk.wait(1);
    await submit(form);
    await desk.wait(3);
    expect(desk.created()).toEqual([]);
    const text = desk.read(desk.last('zhangsan'));
    expect(text).toContain('刚刚有变动');
    expect(text).not.toContain('数量');
    await desk.click('zhangsan', '提交');
    expect(desk.forms().map((entries) => entries.length)).toEqual([3]);
    expect(desk.created().map((call) => call.code)).toEqual([0]);
  });

  it('says that a definition was switched off', async () => {
    const form = await filled();
    const definition = desk.sandbox.world.definitions.find(({ handle }) => handle === 'purchase');
    if (definition) definition.status = 'INACTIVE';
    await submit(form);
    await desk.wait(3);
    expect(desk.read(desk.last('zhangsan'))).toContain('现在不能发起');
    expect(desk.instances()).toEqual([]);
  });

  it('offers those who were chosen before', async () => {
    const form = await filled();
    await submit(form);
    await desk.wait(3);
    expect(JSON.stringify((await desk.open('zhangsan', '采购')).content)).toContain(
      desk.sandbox.person('lisi').open_id,
    );
  });
});
