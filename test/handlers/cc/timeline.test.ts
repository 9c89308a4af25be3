import { afterEach, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';

type Timeline = World['settings']['variants']['cc_timeline'];

let office: Office;
afterEach(() => office.close());

const open = async (timeline: Timeline) => {
  office = await openOffice({
    change: ({ settings }) => {
      settings.variants.cc_timeline = timeline;
    },
  });
};

it.each<Timeline>(['documented', 'no open_id', 'lists', 'ext', 'user_ids'])(
  'a CC whose answer was lost reaches nobody twice, with a timeline of the kind %j',
  async (timeline) => {
    await open(timeline);
    const { instance_code } = office.sandbox.instance('laptops');
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/cc',
      times: 1,
      drop: 'after',
    });
    await office.say('zhangsan', `/cc @李四 @王五 ${instance_code} 请看`);
    await office.wait(120);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.heard('direct:zhangsan').join()).toContain('已抄送给 2 人');
    await office.say('zhangsan', `/cc @李四 @王五 ${instance_code} 再看`);
    await office.wait(30);
    expect(office.copies('laptops', 'zhangsan')).toBe(2);
  },
);

it.each<Timeline>(['documented', 'no open_id', 'lists', 'ext'])(
  'who has it can be asked for, and passed on, with a timeline of the kind %j',
  async (timeline) => {
    await open(timeline);
    const { instance_code } = office.sandbox.instance('laptops');
    await office.say('zhangsan', `/cc @王五 ${instance_code}`);
    await office.wait(5);
    await office.say('zhangsan', `/cc status ${instance_code}`);
    await office.say('wangwu', `/cc @赵六 ${instance_code}`);
    await office.wait(5);
    expect(office.heard('direct:zhangsan').at(-1)).toContain('王五');
    expect(office.ccCalls().map(({ code }) => code)).toEqual([0, 0]);
  },
);
