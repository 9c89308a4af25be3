import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
afterEach(() => office.close());

/** What the sender is shown of those who have read, and of those who have not. */
async function shown(instanceCode: string) {
  await office.say('zhangsan', `/cc status ${instanceCode}`);
  await office.wait(5);
  const text = office.heard('direct:zhangsan').at(-1) ?? '';
  return ['已读', '未读'].map((label) => new RegExp(`${label} .*`).exec(text)?.[0] ?? '');
}

it.each(['recipient', 'copier'] as const)(
  'who has read is told of each person rightly, whatever search_cc lists: the copies of the %s',
  async (meaning) => {
    office = await openOffice({
      change: ({ settings }) => {
        settings.variants.search_cc = meaning;
      },
    });
    const { instance_code } = office.sandbox.instance('laptops');
    await office.say('zhangsan', `/cc @李四 @王五 ${instance_code}`);
    await office.wait(5);
    await office.say('wangwu', `/cc @赵六 ${instance_code}`);
    await office.wait(5);
    await office.sandbox.readCc({ by: 'lisi', instance: 'laptops' });
    await office.sandbox.readCc({ by: 'zhaoliu', instance: 'laptops' });
    const [read, unread] = await shown(instance_code);
    expect(read).toMatch(/李四.*赵六|赵六.*李四/);
    expect(read).not.toContain('王五');
    expect(unread).toContain('王五');
  },
);

it('whoever copied it on has read it by search_cc alone, where the notices name no instances', async () => {
  office = await openOffice({
    change: ({ settings }) => {
      settings.variants.task_code = 'absent';
    },
  });
  const { instance_code } = office.sandbox.instance('laptops');
  await office.say('zhangsan', `/cc @王五 ${instance_code}`);
  await office.wait(5);
  await office.say('wangwu', `/cc @赵六 ${instance_code}`);
  await office.wait(5);
  await office.sandbox.readCc({ by: 'wangwu', instance: 'laptops' });
  const [read, unread] = await shown(instance_code);
  expect(read).toContain('王五');
  expect(unread).toContain('赵六');
});
