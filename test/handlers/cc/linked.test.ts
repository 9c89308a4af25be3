import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processId, shortLinkTo } from '../../../sandbox/platform/approval/links.ts';
import type { World } from '../../../sandbox/platform/index.ts';
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

  const nested: Record<string, (link: string) => string> = {
    'of another link': (link) =>
      `https://applink.feishu.cn/client/web_url/open?url=${encodeURIComponent(link)}&mode=window`,
    'of a link in a link': (link) =>
      `https://a.feishu.cn/open?url=${encodeURIComponent(`https://b.feishu.cn/open?url=${encodeURIComponent(link)}`)}`,
    'of a link that has something else than text': (link) =>
      `https://a.feishu.cn/open?q=%D6%D0100%&url=${encodeURIComponent(link)}`,
    'behind the sign that begins a place in a page': (link) =>
      `https://a.feishu.cn/page#${link.replace(/^.*\?/, '')}`,
  };
  it.each(Object.entries(nested))('is found in the parameters %s', async (_name, around) => {
    const inner = links['what the approval page gives out'](processId(instance()));
    await say('zhangsan', `/cc @王五 ${around(inner)} 请知悉`);
    const body = { instance_code: instance().instance_code, comment: '请知悉' };
    expect(office.ccCalls()).toMatchObject([{ body, code: 0 }]);
  });

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

  it.each([7654321, 5000])(
    'a serial number that others have used is looked up again after %i',
    async (code) => {
      await say('zhangsan', `/cc @李四 ${instance().instance_code}`);
      const path = '/open-apis/approval/v4/instances/:id';
      office.sandbox.faults.add({ on: 'call', method: 'GET', path, code, times: 2 });
      // An administrator, who has no part in it.
      await say('wangwu', `/cc @赵六 ${instance().serial_number}`);
      await office.wait(30);
      expect(office.ccCalls().map(({ code }) => code)).toEqual([0, 0]);
    },
  );

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
  let desk: Awaited<ReturnType<typeof openDesk>>;
  const open = async (variants: Partial<World['settings']['variants']> = {}) => {
    desk = await openDesk(['purchase'], {
      change: ({ settings }) => void Object.assign(settings.variants, variants),
    });
    await desk.open('zhangsan', '采购');
    await desk.reply('zhangsan', { text: '@李四' });
    await desk.click('zhangsan', '提交', purchase);
    const [instance] = desk.instances();
    if (!instance) throw new Error('nothing was created');
    return instance;
  };
  afterEach(() => desk.close());

  const say = async (text: string, from = 'zhangsan') => {
    await desk.say(from, text);
    await desk.wait(3);
    return desk.heard(`direct:${from}`).at(-1) ?? '';
  };
  const copied = () => desk.ccCalls().map(({ body }) => body as { instance_code: string; comment?: string });
  const UNKNOWN = 'https://go.feishu.cn/approval/s/zzzzzzzz';

  it('to what was started here opens it, and any other says what to copy from where', async () => {
    const instance = await open();
    await say(`/cc @王五 [采购申请](${shortLinkTo(instance)}?from=chat) 请知悉`);
    const body = { instance_code: instance.instance_code, comment: '请知悉' };
    expect(desk.ccCalls()).toMatchObject([{ body, code: 0 }]);
    expect(await say(`/cc @王五 ${UNKNOWN}`)).toContain('复制详情页上的审批编号');
    const card = desk.cards('direct:zhangsan').at(-1)!;
    expect(desk.read(card, 'en_us')).toContain('A short link like this');
    expect(desk.read(card, 'ja_jp')).toContain('詳細画面の申請番号');
    expect(await say(`/cc status ${UNKNOWN}`)).toContain('复制详情页上的审批编号');
    expect(desk.ccCalls()).toHaveLength(1);
  });

  it('is said to be one where the creation was answered without it, and the approval is created all the same', async () => {
    const instance = await open({ instance_link: 'absent' });
    expect(desk.instances()).toHaveLength(1);
    expect(desk.read(desk.last('zhangsan'))).toContain('采购');
    expect(await say(`/cc @王五 ${shortLinkTo(instance)}`)).toContain('复制详情页上的审批编号');
    await say(`/cc @王五 ${instance.instance_code}`);
    expect(copied()).toMatchObject([{ instance_code: instance.instance_code }]);
  });

  it.each<[string, (link: string, code: string, number: string) => string]>([
    ['a code', (link, code) => `${link} ${code} 请知悉`],
    ['a code in small letters', (link, code) => `${code.toLowerCase()} ${link} 请知悉`],
    [
      'a link with a number',
      (link, _code, number) => `${link} https://a.feishu.cn/approval?InstanceID=${number} 请知悉`,
    ],
    [
      'all of them',
      (link, code, number) => `${code} ${link} https://a.feishu.cn/approval?InstanceID=${number} 请知悉`,
    ],
  ])('is one approval with %s of the same', async (_name, text) => {
    const instance = await open();
    await say(`/cc @王五 ${text(shortLinkTo(instance), instance.instance_code, processId(instance))}`);
    expect(copied().map(({ comment }) => comment)).toEqual(['请知悉']);
    expect(copied()[0]?.instance_code.toUpperCase()).toBe(instance.instance_code);
  });

  it('is another one than the code of another: nothing is copied', async () => {
    const instance = await open();
    const other = desk.sandbox.instance('laptops');
    expect(await say(`/cc @王五 ${shortLinkTo(instance)} ${other.instance_code}`)).toContain('不止一条');
    const numbered = `https://a.feishu.cn/approval?InstanceID=${processId(other)}`;
    expect(await say(`/cc @王五 ${shortLinkTo(instance)} ${numbered}`)).toContain('不止一条');
    expect(await say(`/cc @王五 ${shortLinkTo(instance)} ${UNKNOWN}`)).toContain('不止一条');
    expect(copied()).toEqual([]);
  });

  it.each<[string, (code: string, number: string, serial: string) => string]>([
    ['a serial number', (_code, _number, serial) => `${UNKNOWN} ${serial} 请知悉`],
    ['a serial number before it', (_code, _number, serial) => `${serial} [采购](${UNKNOWN}) 请知悉`],
    [
      'a link with a number',
      (_code, number) => `${UNKNOWN} https://a.feishu.cn/approval?InstanceID=${number} 请知悉`,
    ],
    ['a code', (code) => `${UNKNOWN} ${code} 请知悉`],
  ])('that tells nothing leaves it to %s beside it', async (_name, text) => {
    await open();
    const { instance_code, serial_number, ...rest } = desk.sandbox.instance('laptops');
    const number = processId({ instance_code, serial_number, ...rest });
    await say(`/cc @王五 ${text(instance_code, number, serial_number)}`);
    expect(copied()).toMatchObject([{ instance_code, comment: '请知悉' }]);
  });

  it('may be the parameter of another link', async () => {
    const instance = await open();
    const inside = encodeURIComponent(shortLinkTo(instance));
    await say(`/cc @王五 https://applink.feishu.cn/client/web_url/open?mode=window&url=${inside} 请知悉`);
    const again = encodeURIComponent(`https://a.feishu.cn/open?url=${inside}&title=100%`);
    await say(`/cc @王五 https://security.feishu.cn/link/safety?target=${again}&scene=chat 请知悉`);
    expect(copied()).toMatchObject([
      { instance_code: instance.instance_code, comment: '请知悉' },
      { instance_code: instance.instance_code, comment: '请知悉' },
    ]);
  });
});
