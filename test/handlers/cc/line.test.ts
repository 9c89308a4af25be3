import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardElement } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const last = (chat: string) => office.cards(chat).at(-1)!;
const picks = (handle: string) => (element: CardElement) =>
  JSON.stringify(element.behaviors ?? '').includes(office.sandbox.instance(handle).instance_code);

describe('the line by which a group learns that the list is in the direct chat', () => {
  const asked = async () => {
    await office.say('zhangsan', '@审批助手 /cc @赵六 请看', { chat: 'purchasing' });
    await office.wait(2);
    const picker = last('direct:zhangsan');
    const line = last('purchasing').message_id;
    const click = async (button: ((element: CardElement) => boolean) | { value: { a: string } }) => {
      await office.sandbox.click({ by: 'zhangsan', message_id: picker.message_id, button });
      await office.wait(5);
    };
    return { line, click };
  };

  it('becomes the receipt, after a restart and a lost answer as well', async () => {
    const { line, click } = await asked();
    await office.restart();
    const path = `/open-apis/im/v1/messages/${line}`;
    office.sandbox.faults.add({ on: 'call', path, method: 'PATCH', drop: 'after', times: 1 });
    await click(picks('laptops'));
    await office.wait(60);
    expect(office.cards('purchasing').map(({ message_id }) => message_id)).toEqual([line]);
    expect(office.read(last('purchasing'))).toContain('已抄送给 1 人');
    expect(office.read(last('direct:zhangsan'))).toContain('已抄送给 1 人');
    const tries = office.sandbox.calls.filter((call) => call.method === 'PATCH' && call.path === path);
    expect(tries.length).toBeGreaterThan(1);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    await office.sandbox.click({ by: 'zhangsan', message_id: line, button: { value: { a: 'cc.show' } } });
    expect(office.read(last('purchasing'))).toContain('笔记本');
  });

  it('is followed by the receipt where it was withdrawn', async () => {
    const { line, click } = await asked();
    office.sandbox.recall(line);
    await click(picks('laptops'));
    expect(last('purchasing').message_id).not.toBe(line);
    expect(office.read(last('purchasing'))).toContain('已抄送给 1 人');
  });

  it('says that it was cancelled', async () => {
    const { line, click } = await asked();
    await click({ value: { a: 'cc.cancel' } });
    expect(office.cards('purchasing').map(({ message_id }) => message_id)).toEqual([line]);
    expect(office.read(last('purchasing'))).toContain('已取消，没有抄送给任何人');
  });

  it('says what kept it from being copied', async () => {
    const { line, click } = await asked();
    await click(picks('supplier-contract'));
    expect(office.cards('purchasing').map(({ message_id }) => message_id)).toEqual([line]);
    expect(office.read(last('purchasing'))).toContain('签名');
  });

  it('says no more than where the answer is when the instance is not theirs any more', async () => {
    const { line, click } = await asked();
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/:id',
      method: 'GET',
      code: 1390003,
    });
    await click(picks('laptops'));
    expect(office.cards('purchasing').map(({ message_id }) => message_id)).toEqual([line]);
    expect(office.read(last('purchasing'))).toContain('我在你和我的单聊里回复你了');
    expect(office.ccCalls()).toEqual([]);
  });
});
