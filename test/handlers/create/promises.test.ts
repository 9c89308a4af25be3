import { afterEach, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const inGroup = () => desk.heard('purchasing').join('\n');
const MESSAGES = '/open-apis/im/v1/messages';

it('a form that is asked for in a group is said to be in the direct chat once it is there', async () => {
  desk = await openDesk(['purchase']);
  const fault = desk.sandbox.faults.add({
    on: 'call',
    method: 'POST',
    path: MESSAGES,
    answer: { status: 503 },
  });
  await desk.say('zhangsan', '@审批助手 /create 采购', { chat: 'purchasing' });
  await desk.wait(10);
  expect(inGroup()).toBe('');
  fault.remove();
  await desk.wait(120);
  expect(inGroup()).toContain('单聊');
  expect(desk.heard('direct:zhangsan')).toHaveLength(1);
});

it('whoever is outside the availability range is told so, and promised no form', async () => {
  desk = await openDesk(['purchase'], {
    change: ({ people }) => {
      for (const person of people) if (person.handle === 'zhaoliu') person.available = false;
    },
  });
  await desk.say('zhaoliu', '@审批助手 /create 采购', { chat: 'purchasing' });
  await desk.wait(120);
  expect(inGroup()).toContain('没法给你发单聊消息');
  expect(inGroup()).not.toContain('发到了');
  expect(desk.heard('purchasing')).toHaveLength(1);
});
