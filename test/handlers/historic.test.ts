import { afterEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, purchase } from './create/desk.ts';

const paths = {
  v4: { cc: '/open-apis/approval/v4/instances/cc', create: '/open-apis/approval/v4/instances' },
  v2: { cc: '/approval/openapi/v2/instance/cc', create: '/approval/openapi/v2/instance/create' },
};
/** How either generation refuses a parameter, a form, a definition that has gone. */
const refusals = {
  v4: { parameter: 1390001, form: 1390001, definition: 1390002, busy: 1395001 },
  v2: { parameter: 60001, form: 60006, definition: 60002, busy: 65001 },
};

let desk: Desk;
afterEach(() => desk.close());

describe.each(['v4', 'v2'] as const)('with the endpoints of %s', (api) => {
  const { cc, create } = paths[api];
  const refusal = refusals[api];
  const open = (handles: string[], options: Parameters<typeof openDesk>[1] = {}) =>
    openDesk(handles, { ...options, env: { FEISHU_APPROVAL_API: api, ...options.env } });
  const copy = (words = '@李四 @王五', chat = 'purchasing') =>
    desk.say('zhangsan', `@审批助手 /cc ${words} ${desk.sandbox.instance('laptops').instance_code} 请看`, {
      chat,
    });

  describe('/cc', () => {
    it('copies, and says so', async () => {
      desk = await open(['purchase']);
      await copy();
      await desk.wait(3);
      expect(desk.ccCalls().map(({ path, code }) => [path, code])).toEqual([[cc, 0]]);
      expect(desk.heard('purchasing')[0]).toContain('已抄送给 2 人');
      const [entry] = desk.sandbox.instance('laptops').timeline.filter((one) => one.type === 'CC');
      expect(entry).toMatchObject({ by: { handle: 'zhangsan' }, comment: '请看' });
      expect(entry?.copies.map((one) => one.recipient.handle)).toEqual(['lisi', 'wangwu']);
    });

    it.each(['before', 'after'] as const)(
      'copies once when the answer is lost %s the effect',
      async (drop) => {
        desk = await open(['purchase']);
        desk.sandbox.faults.add({ on: 'call', path: cc, times: 1, drop });
        await copy();
        await desk.wait(10);
        expect(desk.copies('laptops', 'zhangsan')).toBe(1);
        expect(desk.heard('purchasing')).toHaveLength(1);
      },
    );

    it.each([
      ['a parameter', refusal.parameter, '人员'],
      ['the definition', refusal.definition, '审批'],
    ])('explains that %s was refused', async (_name, code, hint) => {
      desk = await open(['purchase']);
      desk.sandbox.faults.add({ on: 'call', path: cc, code });
      await copy('@李四');
      await desk.wait(5);
      expect(desk.heard('purchasing').join()).toContain(hint);
      expect(desk.ccCalls()).toHaveLength(1);
    });

    it('tries again when Feishu was busy', async () => {
      desk = await open(['purchase']);
      desk.sandbox.faults.add({ on: 'call', path: cc, times: 1, code: refusal.busy });
      await copy();
      await desk.wait(8);
      expect(desk.copies('laptops', 'zhangsan')).toBe(1);
    });

    it('names people by open_id where user_ids are not told', async () => {
      desk = await open(['purchase'], {
        change: ({ app }) => {
          app.scopes = app.scopes.filter((scope) => !scope.startsWith('contact:user.employee_id'));
        },
      });
      await copy();
      await desk.wait(3);
      expect(desk.ccCalls().map(({ code }) => code)).toEqual([0]);
      expect(desk.copies('laptops', 'zhangsan')).toBe(1);
    });
  });

  describe('/create', () => {
    async function filled() {
      desk = await open(['purchase']);
      await desk.open('zhangsan', '采购');
      await desk.reply('zhangsan', { text: '@李四' });
      await desk.click('zhangsan', '预览流程', purchase);
    }

    it('creates, and shows the state', async () => {
      await filled();
      await desk.click('zhangsan', '提交');
      expect(desk.created().map(({ path, code }) => [path, code])).toEqual([[create, 0]]);
      expect(desk.read(desk.last('zhangsan'))).toContain('审批中');
      expect(desk.instances()[0]?.tasks.map((task) => task.approver.handle)).toEqual(['lisi']);
    });

    it('creates one instance when the answer is lost', async () => {
      await filled();
      desk.sandbox.faults.add({ on: 'call', path: create, drop: 'after', times: 3 });
      await desk.click('zhangsan', '提交');
      await desk.wait(20);
      expect(desk.created().at(-1)?.code).toBe(60012);
      expect(desk.instances()).toHaveLength(1);
      expect(desk.read(desk.last('zhangsan'))).toContain(desk.instances()[0]?.serial_number);
    });

    it('shows what Feishu refuses at the field it names', async () => {
      await filled();
      const msg = '控件值不合法或者为空。控件= widget2';
      const body = { code: refusal.form, msg };
      desk.sandbox.faults.add({ on: 'call', path: create, times: 1, answer: { status: 400, body } });
      await desk.click('zhangsan', '提交');
      expect(desk.read(desk.last('zhangsan'))).toContain('飞书没有接受这一项');
      await desk.click('zhangsan', '提交', { widget2: '4' });
      expect(desk.instances()).toHaveLength(1);
    });

    it('says that a definition was deleted', async () => {
      await filled();
      desk.sandbox.faults.add({ on: 'call', path: create, times: 1, code: refusal.definition });
      await desk.click('zhangsan', '提交');
      expect(desk.read(desk.last('zhangsan'))).toContain('现在不能发起');
    });

    it('creates a change of shifts', async () => {
      desk = await open(['shift']);
      await desk.open('zhangsan', 'huanban');
      await desk.click('zhangsan', '提交', {
        'widgetShiftGroup/shiftTime': '2026-12-01 09:00',
        'widgetShiftGroup/returnTime': '2026-12-01 18:00',
        'widgetShiftGroup/reason': '换班',
      });
      expect(desk.created().map(({ code }) => code)).toEqual([0]);
    });
  });
});

describe('with the endpoints of v2', () => {
  const env = { FEISHU_APPROVAL_API: 'v2' };

  it('names everybody by both ids', async () => {
    desk = await openDesk(['purchase'], { env });
    const [zhangsan, lisi] = ['zhangsan', 'lisi'].map((handle) => desk.sandbox.person(handle));
    await desk.say('zhangsan', `/cc @李四 ${desk.sandbox.instance('laptops').instance_code}`);
    await desk.wait(3);
    expect(desk.ccCalls()[0]?.body).toMatchObject({
      user_id: zhangsan?.user_id,
      open_id: zhangsan?.open_id,
      cc_user_ids: [lisi?.user_id],
      cc_open_ids: [lisi?.open_id],
    });
  });

  it('leaves to Feishu what only its own form can fill', async () => {
    desk = await openDesk(['leave-group', 'overtime', 'outing'], { env });
    for (const words of ['xiujia', 'jiaban', 'waichu'])
      expect(desk.read(await desk.open('zhangsan', words))).toContain('我填不了');
    expect(desk.created()).toEqual([]);
  });

  it('offers one currency, the definition’s own', async () => {
    desk = await openDesk(['purchase'], { env });
    const form = JSON.stringify((await desk.open('zhangsan', '采购')).content);
    expect(form).toContain('"CNY"');
    expect(form).not.toContain('"USD"');
  });
});
