import { afterEach, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
afterEach(() => office.close());

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
    await office.say('zhangsan', `/cc status ${instance_code}`);
    await office.wait(5);
    const shown = office.heard('direct:zhangsan').at(-1) ?? '';
    const [read = '', unread = ''] = ['已读', '未读'].map(
      (label) => new RegExp(`${label} .*`).exec(shown)?.[0],
    );
    expect(read).toMatch(/李四.*赵六|赵六.*李四/);
    expect(read).not.toContain('王五');
    expect(unread).toContain('王五');
  },
);
