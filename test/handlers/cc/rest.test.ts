import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { strangers } from '../../support/strangers.ts';

let office: Office;
const open = async (options: Parameters<typeof openOffice>[0] = {}) => {
  office = await openOffice(options);
};
afterEach(() => office.close());

const without = (scope: string) => ({
  change: ({ app }: World) => {
    app.scopes = app.scopes.filter((one) => one !== scope);
  },
});

const instance = () => office.sandbox.instance('laptops').instance_code;
const ids = (...handles: string[]) => handles.map((one) => office.sandbox.person(one).open_id);
const heard = (chat = 'direct:zhangsan') => office.heard(chat).join('\n');
const last = () => office.cards('direct:zhangsan').at(-1)!;
const say = async (text: string, chat = 'direct') => {
  await office.say('zhangsan', chat === 'direct' ? text : `@审批助手 ${text}`, { chat });
  await office.wait(4);
};
const press = async (button: string, message_id = last().message_id, by = 'zhangsan') => {
  await office.sandbox.click({ by, message_id, button });
  await office.wait(4);
};
const calls = () =>
  office.ccCalls().map(({ body, code }) => ({ to: (body as { cc_user_ids: string[] }).cc_user_ids, code }));

describe('one of several who has left', () => {
  it('is named, and the others get it when the sender says so, once', async () => {
    await open();
    await say(`/cc @李四 @孙七 @王五 ${instance()} 请知悉`);
    expect(calls()).toEqual([{ to: ids('lisi', 'sunqi', 'wangwu'), code: 1390001 }]);
    expect(office.read(last())).toMatch(
      /孙七 收不到抄送.*还没有抄送给任何人.*李四.*王五.*只抄送给其他 2 位/s,
    );
    expect(office.read(last(), 'en_us')).toMatch(/孙七 can't receive CCs.*Only to the other 2/s);
    expect(office.read(last(), 'ja_jp')).toMatch(/孙七 には CC できません.*ほかの 2 名にだけ CC/s);
    const { message_id } = last();
    await office.restart();
    await press('只抄送给其他 2 位');
    await press('只抄送给其他 2 位', message_id).catch(() => undefined);
    expect(calls().slice(1)).toEqual([{ to: ids('lisi', 'wangwu'), code: 0 }]);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(heard()).toContain('已抄送给 2 人');
  });

  it('and nobody gets it when the sender would rather not', async () => {
    await open();
    await say(`/cc @李四 @孙七 ${instance()}`);
    await press('取消');
    expect(heard()).toContain('已取消，没有抄送给任何人');
    expect(office.copies('laptops', 'zhangsan')).toBe(0);
  });

  it('in the place of the picker out of which it was chosen', async () => {
    await open();
    await say('/cc @李四 @孙七');
    const picker = last().message_id;
    await office.sandbox.click({
      by: 'zhangsan',
      message_id: picker,
      button: (element) => JSON.stringify(element.behaviors ?? '').includes(instance()),
    });
    await office.wait(4);
    expect(last().message_id).toBe(picker);
    expect(office.read(last())).toContain('只抄送给其他 1 位');
    await press('只抄送给其他 1 位');
    expect(last().message_id).toBe(picker);
    expect(office.read(last())).toContain('已抄送给 1 人');
    expect(calls().map((one) => one.code)).toEqual([1390001, 0]);
  });

  it('is asked about in private, and the group learns that it is', async () => {
    await open();
    await say(`/cc @李四 @孙七 ${instance()}`, 'purchasing');
    expect(heard('purchasing')).toContain('有人收不到这次抄送');
    expect(heard('purchasing')).not.toContain('孙七');
    await press('只抄送给其他 1 位');
    expect(office.heard('purchasing')).toEqual([expect.stringContaining('已抄送给 1 人')]);
  });

  it('is followed by another who leaves meanwhile: one more question, and still one copy', async () => {
    await open();
    await say(`/cc @李四 @孙七 @王五 ${instance()}`);
    const [wangwu] = office.sandbox.world.people.filter(({ handle }) => handle === 'wangwu');
    Object.assign(wangwu!, { resigned: true });
    await press('只抄送给其他 2 位');
    expect(office.read(last())).toMatch(/王五 收不到抄送.*只抄送给其他 1 位/s);
    await press('只抄送给其他 1 位');
    expect(calls().map(({ to, code }) => [to.length, code])).toEqual([
      [3, 1390001],
      [2, 1390001],
      [1, 0],
    ]);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it.each([undefined, 1390004, 99992351])(
    'is followed by two whom Feishu does not know any more: they are named (%s)',
    async (code) => {
      await open();
      await say(`/cc @李四 @孙七 @王五 @赵六 ${instance()}`);
      for (const person of office.sandbox.world.people)
        if (['wangwu', 'zhaoliu'].includes(person.handle))
          Object.assign(person, { open_id: `ou_${person.handle.padEnd(32, '0')}` });
      if (code !== undefined)
        office.sandbox.faults.add({
          on: 'call',
          path: '/open-apis/approval/v4/instances/cc',
          times: 1,
          code,
        });
      await press('只抄送给其他 3 位');
      expect(office.read(last())).toMatch(/有 2 位收不到抄送.*李四.*只抄送给其他 1 位/s);
      await press('只抄送给其他 1 位');
      expect(calls().at(-1)).toEqual({ to: ids('lisi'), code: 0 });
      expect(office.copies('laptops', 'zhangsan')).toBe(1);
    },
  );

  it('is found through the historic endpoints as well', async () => {
    await open({ env: { FEISHU_APPROVAL_API: 'v2' } });
    await say(`/cc @李四 @孙七 ${instance()}`);
    await press('只抄送给其他 1 位');
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it('is found once the directory answers again', async () => {
    await open();
    const fault = office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/contact/v3/users/batch',
      answer: { status: 503 },
    });
    await say(`/cc @李四 @孙七 ${instance()}`);
    expect(heard()).toBe('');
    fault.remove();
    await office.wait(60);
    expect(office.read(last())).toContain('只抄送给其他 1 位');
  });

  it.each(['contact:contact.base:readonly', 'contact:user.employee:readonly'])(
    'is not named without %s: the sentence says what it may be',
    async (scope) => {
      await open(without(scope));
      await say(`/cc @李四 @孙七 ${instance()}`);
      expect(heard()).toContain('可能是有人已经离职');
      expect(calls()).toHaveLength(1);
    },
  );

  it('is nobody to ask about alone', async () => {
    await open();
    await say(`/cc @孙七 ${instance()}`);
    expect(heard()).toContain('可能是有人已经离职');
    expect(heard()).not.toContain('只抄送给其他');
  });
});

describe('one of several who can get nothing from the start', () => {
  it.each([
    ['whom the app may not see', '吴九', '我看不到 吴九 的信息'],
    ['of another company', '陈合作', '陈合作 不是本企业的同事'],
  ])('%s: named, and the others get it when the sender says so', async (_who, name, told) => {
    await open({ change: strangers });
    await say(`/cc @李四 @${name} @王五 ${instance()} 请知悉`);
    expect(calls()).toEqual([]);
    expect(office.read(last())).toMatch(new RegExp(`${told}.*只抄送给其他 2 位`, 's'));
    await press('只抄送给其他 2 位');
    expect(calls()).toEqual([{ to: ids('lisi', 'wangwu'), code: 0 }]);
    expect(office.ccCalls()).toMatchObject([{ body: { comment: '请知悉' } }]);
  });

  it('where the approval has to be chosen as well, choosing it says so', async () => {
    await open({ change: strangers });
    await say('/cc @李四 @吴九');
    expect(office.read(last())).toMatch(/我看不到 吴九 的信息.*抄送给：.*李四/s);
    await office.sandbox.click({
      by: 'zhangsan',
      message_id: last().message_id,
      button: (element) => JSON.stringify(element.behaviors ?? '').includes(instance()),
    });
    await office.wait(4);
    expect(calls()).toEqual([{ to: ids('lisi'), code: 0 }]);
  });

  it('nobody else may say so', async () => {
    await open({ change: strangers });
    await say(`/cc @李四 @吴九 ${instance()}`);
    await press('只抄送给其他 1 位', last().message_id, 'lisi').catch(() => undefined);
    expect(calls()).toEqual([]);
  });
});
