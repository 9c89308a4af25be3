import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const REPLY = '/open-apis/im/v1/messages/:id/reply';
const CC = '/open-apis/approval/v4/instances/cc';
const inGroup = { chat: 'purchasing' };
const refused = (path: string, code: number, method?: string) =>
  office.sandbox.faults.add({ on: 'call', path, code, ...(method ? { method } : {}) });
const heard = () => office.heard('direct:zhangsan').join('\n');
const laptops = () => office.sandbox.instance('laptops').instance_code;

// Out of the group, muted in it, not allowed to speak, no such scope, encrypted messages only, the group dissolved.
it.each([230002, 230018, 230035, 230027, 230075, 232009])(
  'where the bot may not speak in a group (%i), its sender is told in the direct chat',
  async (code) => {
    refused(REPLY, code);
    await office.say('zhangsan', '@审批助手 /cc @张三', inGroup);
    await office.wait(10);
    expect(office.heard('purchasing')).toEqual([]);
    expect(heard()).toContain('你只 @ 了自己');
    refused(CC, 1390018);
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops()}`, inGroup);
    await office.wait(10);
    expect(heard()).toContain('手写签名');
    expect(office.heard('direct:zhangsan')).toHaveLength(2);
  },
);

it.each([
  ['/help', '我能帮你做什么'],
  ['/cc status', '已读情况'],
  ['/ping', '一切正常'],
])('what can not be shown in a group comes in the direct chat: %s', async (command, shown) => {
  await office.say('zhangsan', `/cc @李四 ${laptops()}`);
  await office.wait(3);
  refused(REPLY, 230035);
  await office.say('zhangsan', `@审批助手 ${command} ${laptops()}`, inGroup);
  await office.wait(10);
  expect(office.heard('purchasing')).toEqual([]);
  expect(office.heard('direct:zhangsan').slice(1).join()).toContain(shown);
});

it('a receipt that Feishu takes in no form in a group comes in the direct chat', async () => {
  refused(REPLY, 230022);
  await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops()}`, inGroup);
  await office.wait(10);
  expect(office.copies('laptops', 'zhangsan')).toBe(1);
  expect(heard()).toContain('已抄送给 1 人');
});

it('a refusal is told anew where the list to choose from can not be changed any more', async () => {
  await office.say('zhangsan', '/cc @李四');
  await office.wait(3);
  const [picker] = office.cards('direct:zhangsan');
  refused(CC, 1390018);
  refused('/open-apis/im/v1/messages/:id', 230110, 'PATCH');
  await office.sandbox.click({
    by: 'zhangsan',
    message_id: picker?.message_id ?? '',
    button: (element) => JSON.stringify(element.behaviors ?? '').includes(laptops()),
  });
  await office.wait(10);
  expect(office.heard('direct:zhangsan').slice(1).join()).toContain('手写签名');
});
