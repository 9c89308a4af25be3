import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardElement } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { eachOrOne } from '../../support/each-or-one.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const code = (handle: string) => office.sandbox.instance(handle).instance_code;
const picks = (handle: string) => (element: CardElement) =>
  JSON.stringify(element.behaviors ?? '').includes(code(handle));
const last = (chat: string) => office.cards(chat).at(-1)!;

async function ask(from: string, chat?: string) {
  await office.say(from, chat ? '@审批助手 /cc @赵六 请看' : '/cc @赵六 请看', chat ? { chat } : {});
  await office.wait(2);
  return last(`direct:${from}`);
}

describe('/cc without an instance', () => {
  it('offers the recent instances of the sender in the direct chat, never in the group', async () => {
    const picker = await ask('zhangsan', 'purchasing');
    const text = office.read(picker);
    for (const part of [
      '要抄送哪一条审批',
      '赵六',
      '请看',
      '202611200001',
      '202611190006',
      '审批中',
      '已撤回',
    ])
      expect(text).toContain(part);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(office.heard('purchasing')[0]).not.toContain('采购申请');
    expect(office.ccCalls()).toEqual([]);
  });

  it('leaves out what only another system can copy, and never says 1970', async () => {
    const text = office.read(await ask('zhangsan'));
    expect(text).not.toContain('用印申请');
    expect(text).not.toContain('1970');
    expect(text).toContain('请假申请');
  });

  it.each(['recipient', 'copier'] as const)(
    'offers what was copied to the sender, if search_cc lists the copies of the %s',
    async (meaning) => {
      office.sandbox.world.settings.variants.search_cc = meaning;
      expect(office.read(await ask('emma'))).toContain('费用报销');
    },
  );

  it('says so when there is none', async () => {
    await ask('zhaoliu');
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/tasks/query',
      answer: { status: 200, body: { code: 0, data: {} } },
    });
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/*',
      answer: { status: 200, body: { code: 0, data: {} } },
    });
    await office.say('emma', '/cc @赵六');
    await office.wait(2);
    expect(office.heard('direct:emma').at(-1)).toContain('30 天');
  });

  it('still offers what it can when one of the lists fails', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/search_cc',
      code: 99991672,
    });
    expect(office.read(await ask('zhangsan'))).toContain('202611200001');
  });
});

describe('a click in the picker', () => {
  it('copies the chosen instance, answers at once, and becomes the receipt', async () => {
    const picker = await ask('zhangsan');
    const answer = await office.sandbox.click({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    expect(answer).toMatchObject({ status: 200, toast: { content: '正在抄送…' } });
    expect(office.read(last('direct:zhangsan'))).toContain('正在抄送');
    await office.wait(2);
    expect(office.ccCalls()).toMatchObject([
      { body: { instance_code: code('laptops'), comment: '请看' }, code: 0 },
    ]);
    expect(office.cards('direct:zhangsan')).toHaveLength(1);
    expect(office.read(last('direct:zhangsan'))).toContain('已抄送给 1 人');
  });

  it('by two people at once, in the picker of each: each copies their own', async () => {
    const [mine, hers] = [await ask('zhangsan', 'purchasing'), await ask('lisi', 'purchasing')];
    await Promise.all([
      office.sandbox.click({ by: 'zhangsan', message_id: mine.message_id, button: picks('trip-expense') }),
      office.sandbox.click({ by: 'lisi', message_id: hers.message_id, button: picks('laptops') }),
    ]);
    await office.wait(3);
    expect(office.copies('trip-expense', 'zhangsan')).toBe(2);
    expect(office.copies('laptops', 'lisi')).toBe(1);
    expect(office.ccCalls()).toHaveLength(2);
  });

  it('twice, at once and later, has one effect; the later one learns when it was done', async () => {
    const picker = await ask('zhangsan');
    const event = () =>
      office.sandbox.clickEvent({ by: 'zhangsan', message_id: picker.message_id, button: picks('laptops') });
    const second = event();
    const post = ({ body, headers }: { body: string; headers: Record<string, string> }) =>
      fetch(office.url(), { method: 'POST', body, headers }).then(
        (answer) => answer.json() as Promise<{ toast: { content: string } }>,
      );
    await Promise.all([post(event()), post(event())]);
    await office.wait(3);
    const late = await post(second);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(late.toast.content).toContain('09:12');
  });

  it('delivered again, even after a restart, gets the same answer and has no second effect', async () => {
    const picker = await ask('zhangsan');
    const { body, headers } = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    const post = () => fetch(office.url(), { method: 'POST', body, headers }).then((answer) => answer.text());
    const first = await post();
    await office.wait(3);
    await office.restart();
    expect(await post()).toBe(first);
    await office.wait(3);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it('by anybody but the person it was made for is refused', async () => {
    const picker = await ask('zhangsan');
    const event = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    const payload = structuredClone(event.payload) as {
      header: { event_id: string };
      event: { operator: { open_id: string } };
    };
    payload.header.event_id = 'another';
    payload.event.operator.open_id = office.sandbox.person('lisi').open_id;
    const { body, headers } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({
      toast: { type: 'warning', content: expect.stringContaining('别人') },
    });
    await office.wait(2);
    expect(office.ccCalls()).toEqual([]);
  });

  it('on a forwarded copy of it is refused', async () => {
    const picker = await ask('zhangsan');
    const event = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    const payload = structuredClone(event.payload) as { event: { context: { open_message_id: string } } };
    payload.event.context.open_message_id = 'om_forwarded';
    const { body, headers } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({ toast: { type: 'warning' } });
    await office.wait(2);
    expect(office.ccCalls()).toEqual([]);
  });

  eachOrOne([
    ['an unknown action', { a: 'nothing' }],
    ['no action', {}],
    ['an action named like a property of every object', { a: 'constructor' }],
    ['an unknown request', { a: 'cc.pick', r: 'nobody', i: 'x' }],
    ['a request of the wrong type', { a: 'cc.pick', r: { $: 1 } }],
  ])('with %s is answered, and nothing happens', async (_name, value) => {
    const picker = await ask('zhangsan');
    const event = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    const payload = structuredClone(event.payload) as { event: { action: { value: object } } };
    payload.event.action.value = value;
    const { body, headers } = office.sandbox.seal(payload);
    const answer = await fetch(office.url(), { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toMatchObject([200, { toast: { type: 'warning' } }]);
    await office.wait(2);
    expect(office.ccCalls()).toEqual([]);
  });

  it('that is not readable is answered with an apology', async () => {
    const { body, headers } = office.sandbox.seal({
      schema: '2.0',
      header: {
        event_id: 'e',
        event_type: 'card.action.trigger',
        token: office.sandbox.app.verification_token,
      },
      event: { operator: {} },
    });
    const answer = await fetch(office.url(), { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toMatchObject([200, { toast: { type: 'error' } }]);
  });

  it('on a card older than 14 days is refused', async () => {
    const picker = await ask('zhangsan');
    const event = office.sandbox.clickEvent({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('laptops'),
    });
    await office.stop();
    await office.clock.advance(14 * 24 * 3_600_000 + 1);
    await office.start();
    const { body, headers } = office.sandbox.seal(event.payload);
    const answer = await fetch(office.url(), { method: 'POST', body, headers });
    expect(await answer.json()).toMatchObject({ toast: { type: 'warning' } });
    await office.wait(2);
    expect(office.ccCalls()).toEqual([]);
  });

  it('on Cancel copies nothing, and the list is closed', async () => {
    const picker = await ask('zhangsan');
    const answer = await office.sandbox.click({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: { value: { a: 'cc.cancel' } },
    });
    expect(answer).toMatchObject({ status: 200, toast: { content: '已取消，没有抄送给任何人。' } });
    expect(office.read(last('direct:zhangsan'))).not.toContain('采购申请');
    await office.wait(2);
    expect(office.ccCalls()).toEqual([]);
  });

  it('that fails turns the list into the reason', async () => {
    const picker = await ask('zhangsan');
    await office.sandbox.click({
      by: 'zhangsan',
      message_id: picker.message_id,
      button: picks('supplier-contract'),
    });
    await office.wait(2);
    expect(office.cards('direct:zhangsan')).toHaveLength(1);
    expect(office.read(last('direct:zhangsan'))).toContain('签名');
  });
});
