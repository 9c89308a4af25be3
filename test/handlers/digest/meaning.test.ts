import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice({
    env: { APPROVAL_CODES: '7C468A54-8745-2245-9675-08B7C63E7A81', ADMIN_OPEN_IDS: '' },
    // Were it so, the list of a person would have what they have copied to others.
    change: (world) => {
      world.settings.variants.search_cc = 'copier';
      copied(world, 'emma', ['-3d', '-5d'], { definition: 'leave' });
    },
  });
  await office.say('zhangsan', `/cc @王五 ${office.sandbox.instance('laptops').instance_code}`);
  await office.wait(3600);
});
afterEach(() => office.close());

const unread = async (who: string) => {
  await office.say(who, '/unread');
  await office.wait(3);
  return office.heard(`direct:${who}`).at(-1) ?? '';
};

it('a copy that an event has told of is not closed because a list has no place for it', async () => {
  expect(await unread('wangwu')).toContain('1 条未读抄送');
  expect(await unread('wangwu')).toContain('1 条未读抄送');
});

it('nor is what somebody has copied to others taken for unread of theirs', async () => {
  expect(await unread('zhangsan')).not.toContain('采购申请');
});

it('what was read while no event came in is closed all the same', async () => {
  office.sandbox.faults.add({ on: 'delivery', eventType: 'approval_cc', drop: true });
  await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
  expect(await unread('wangwu')).toContain('没有未读');
});

it('and it is in the digest', async () => {
  await office.sandbox.say({ from: 'wangwu', text: '/digest 12:00', chat: 'direct' });
  await office.wait(3 * 3600);
  expect(office.heard('direct:wangwu').some((card) => card.includes('1 条未读抄送'))).toBe(true);
});

it('nor is it closed because the notices name no instances', async () => {
  office.sandbox.world.settings.variants.task_code = 'absent';
  expect(await unread('wangwu')).toContain('1 条未读抄送');
});

it('what was copied of definitions that are not subscribed is found by the notices, with its age, and read by them', async () => {
  const text = await unread('emma');
  for (const part of ['3 条未读抄送', '请假申请　2 条', '等了 3 天', '等了 5 天'])
    expect(text).toContain(part);
  const calls = office.sandbox.calls.length;
  expect(await unread('emma')).toContain('3 条未读抄送');
  const again = office.sandbox.calls.slice(calls).filter(({ path }) => path.includes('/approval/'));
  expect(again.map(({ path }) => path.slice(path.indexOf('/v4/')))).toEqual([
    '/v4/instances/search_cc',
    '/v4/tasks/query',
  ]);
  const [one] = office.sandbox.world.instances.slice(-2);
  await office.sandbox.readCc({ by: 'emma', instance: one?.handle ?? '' });
  expect(await unread('emma')).toContain('2 条未读抄送');
});

it('so is what another app has brought, under its own title and link', async () => {
  expect(await unread('zhangsan')).toContain('保密协议用印');
  const last = office.cards('direct:zhangsan').at(-1);
  expect(JSON.stringify(last?.content)).toContain('https://seal.example.com/m/requests/0117');
});
