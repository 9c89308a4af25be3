import { afterEach, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { startRig, withScope } from './support.ts';

let office: Office | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

const inTopics = (world: World) => {
  for (const chat of world.chats) chat.topics = true;
};

it('a message in a group of topics begins one, and replies to it stand in it', async () => {
  office = await openOffice({ change: inTopics });
  const { sandbox } = office;
  const { instance_code } = sandbox.instance('laptops');
  const asked = await office.say('zhangsan', `@审批助手 /cc @李四 ${instance_code}`, { chat: 'purchasing' });
  await office.wait(5);
  const other = await office.say('lisi', '@审批助手 /ping', { chat: 'purchasing' });
  const threads = new Map(sandbox.platform.messages.all.map((one) => [one.message_id, one.thread_id]));
  expect(threads.get(asked)).toMatch(/^omt_/);
  expect(threads.get(other)).not.toBe(threads.get(asked));
  const answers = sandbox.platform.messages.all.filter((one) => one.sender === 'bot');
  expect(answers.map(({ parent_id }) => parent_id)).toContain(asked);
  for (const { thread_id, parent_id } of answers) expect(thread_id).toBe(threads.get(parent_id ?? ''));
  expect(sandbox.deliveries.at(-1)?.payload).toMatchObject({
    event: { message: { message_id: other, thread_id: threads.get(other) } },
  });
});

it('messages that are forwarded as one are told of as such, and can be read one by one', async () => {
  const rig = await startRig(withScope('im:message.group_msg'));
  const said = [
    await rig.sandbox.say({ from: 'lisi', chat: 'purchasing', text: '看一下' }),
    await rig.sandbox.say({ from: 'wangwu', chat: 'purchasing', text: '@张三 好' }),
  ];
  const merged = said.map(({ message_id }) => message_id);
  const { message_id } = await rig.sandbox.say({ from: 'zhangsan', chat: 'direct', merged, deliver: false });
  const { items } = (await rig.call('GET', `/im/v1/messages/${message_id}`)).body.data;
  expect(items).toMatchObject([
    {
      message_id,
      msg_type: 'merge_forward',
      body: { content: '{"content":"Merged and Forwarded Message"}' },
    },
    { upper_message_id: message_id, body: { content: '{"text":"看一下"}' } },
    { upper_message_id: message_id, mentions: [{ key: '@_user_1', name: '张三' }] },
  ]);
  expect(items.slice(1).map((one: { message_id: string }) => merged.includes(one.message_id))).toEqual([
    false,
    false,
  ]);
  await expect(rig.sandbox.say({ from: 'zhangsan', chat: 'direct', merged: ['om_x'] })).rejects.toThrow(
    'om_x',
  );
});

it('the bot says that it can not read what was forwarded as one', async () => {
  office = await openOffice();
  const { message_id } = await office.sandbox.say({ from: 'lisi', chat: 'purchasing', text: '看一下' });
  const said = await office.sandbox.say({ from: 'zhangsan', chat: 'direct', merged: [message_id] });
  await said.delivered;
  await office.wait(3);
  expect(office.heard('direct:zhangsan')).toMatchObject([expect.stringContaining('合并转发')]);
});
