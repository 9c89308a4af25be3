import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processId, shortLinkTo } from '../../../sandbox/platform/approval/links.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { openDesk, purchase } from '../create/desk.ts';

describe('an approval that a link names by its number', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const instance = () => office.sandbox.instance('laptops');
  const lists = () => office.sandbox.calls.filter(({ path }) => path.endsWith('/tasks/query'));
  const topics = () => lists().map(({ query }) => query?.topic);
  const links = {
    'an AppLink': (number: string) =>
      `https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108&path=${encodeURIComponent(`pages/detail/index?instanceId=${number}`)}`,
    'what the approval page gives out': (number: string) =>
      `https://www.feishu.cn/approval/admin/ShortToLong?InstanceID=${number}&UserID=7012345678901234567`,
    'the same in small letters': (number: string) =>
      `https://www.feishu.cn/approval/admin/shorttolong?instanceid=${number}&userid=7012345678901234567`,
  };
  const link = () => links['an AppLink'](processId(instance()));
  const say = async (from: string, text: string) => {
    await office.say(from, text);
    await office.wait(3);
  };

  it.each(Object.entries(links))('is found for who started it: %s', async (_name, to) => {
    await say('zhangsan', `/cc @王五 [采购](${to(processId(instance()))}) 请知悉`);
    const body = { instance_code: instance().instance_code, comment: '请知悉' };
    expect(office.ccCalls()).toMatchObject([{ body, code: 0 }]);
    expect(topics()).toEqual(['3']);
  });

  it('is remembered: the next one costs no list, whoever asks', async () => {
    await say('zhangsan', `/cc @王五 ${link()}`);
    await say('zhangsan', `/cc @赵六 ${link()}`);
    await say('wangwu', `/cc @赵六 ${link()}`);
    expect(office.ccCalls().map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(lists()).toHaveLength(1);
  });

  it('is found by whom it was copied to, read or not', async () => {
    await say('zhangsan', `/cc @王五 ${instance().instance_code}`);
    await say('wangwu', `/cc @赵六 ${link()}`);
    const by = (handle: string) => ({ body: { user_id: office.sandbox.person(handle).open_id }, code: 0 });
    expect(office.ccCalls()).toMatchObject([by('zhangsan'), by('wangwu')]);
    expect(topics()).toEqual(['3', '1', '2', '17']);
  });

  it('is not given to whom it is none of their business, also when it is known', async () => {
    await say('emma', `/cc @赵六 ${link()}`);
    expect(topics()).toEqual(['3', '1', '2', '17', '18']);
    expect(office.heard('direct:emma').at(-1)).toContain('没有找到');
    await say('zhangsan', `/cc @王五 ${link()}`);
    await say('emma', `/cc @赵六 ${link()}`);
    expect(office.ccCalls()).toHaveLength(1);
    expect(office.heard('direct:emma').at(-1)).toContain('没有找到');
  });

  it('is looked for again when a list could not be had', async () => {
    const answer = { status: 503 };
    const fault = office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/tasks/query',
      answer,
    });
    await say('zhangsan', `/cc @王五 ${link()}`);
    expect(office.ccCalls()).toEqual([]);
    expect(office.heard('direct:zhangsan')).toEqual([]);
    fault.remove();
    await office.wait(60);
    expect(office.ccCalls()).toMatchObject([{ code: 0 }]);
  });
});

describe('a short link', () => {
  it('to what was started here opens it, and to anything else is said to be one', async () => {
    const desk = await openDesk(['purchase']);
    await desk.open('zhangsan', '采购');
    await desk.reply('zhangsan', { text: '@李四' });
    await desk.click('zhangsan', '提交', purchase);
    const [instance] = desk.instances();
    if (!instance) throw new Error('nothing was created');
    await desk.say('zhangsan', `/cc @王五 [采购申请](${shortLinkTo(instance)}?from=chat) 请知悉`);
    await desk.wait(3);
    const body = { instance_code: instance.instance_code, comment: '请知悉' };
    expect(desk.ccCalls()).toMatchObject([{ body, code: 0 }]);
    await desk.say('zhangsan', '/cc @王五 https://go.feishu.cn/approval/s/zzzzzzzz');
    await desk.wait(3);
    expect(desk.heard('direct:zhangsan').at(-1)).toContain('看不出这个链接');
    expect(desk.ccCalls()).toHaveLength(1);
    await desk.close();
  });
});
