import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meant } from '../../../src/handlers/create/sentence-match.ts';
import { type Desk, openDesk } from './desk.ts';

describe('what a sentence may mean', () => {
  const names = ['请假申请', '采购申请', '设备采购单', '费用报销', '用印申请', 'Leave request', '休暇届'];
  const offered = names.map((name) => ({ name }));

  it.each<[string, string[]]>([
    ['请假', ['请假申请']],
    ['帮我请个假', ['请假申请']],
    ['我要请两天假，明天开始', ['请假申请']],
    ['想采购两台设备', ['设备采购单', '采购申请']],
    ['设备采购，三台', ['设备采购单', '采购申请']],
    ['这笔费用怎么报销', ['费用报销']],
    ["I'd like to take leave tomorrow", ['Leave request']],
    ['明日は休暇です', ['休暇届']],
    ['我有一个申请', []],
    ['please approve my request', []],
    ['你好', []],
    ['好', []],
    ['', []],
  ])('%s', (sentence, found) => {
    expect(meant(offered, sentence).map(({ name }) => name)).toEqual(found);
  });
});

describe('in the direct chat', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(['purchase', 'leave', 'expense']);
  });
  afterAll(() => desk.close());

  const said = async (by: string, text: string) => {
    await desk.say(by, text);
    await desk.wait(3);
    return desk.last(by);
  };

  it('what it may mean is offered, and the button opens the form', async () => {
    const list = await said('zhangsan', '帮我请个假');
    expect(desk.read(list)).toContain('你是想发起下面的审批吗');
    expect(desk.read(list)).not.toContain('采购申请');
    await desk.click('zhangsan', '请假申请', {}, list);
    expect(desk.read(desk.last('zhangsan'))).toContain('发起：请假申请');
  });

  it('a sentence about nothing gets the three things that people want', async () => {
    const ways = await said('lisi', '你好');
    for (const text of ['/help', '发起审批', '未读抄送', '帮助']) expect(desk.read(ways)).toContain(text);
    await desk.click('lisi', '帮助', {}, ways);
    expect(desk.read(desk.last('lisi'))).toContain('我能帮你做什么');
    await desk.click('lisi', '发起审批', {}, ways);
    expect(desk.read(desk.last('lisi'))).toContain('要发起哪种审批');
  });

  it('asks Feishu for no more than /create does, and speaks the language of whoever reads', async () => {
    const cost = async (text: string) => {
      const before = desk.sandbox.calls.length;
      await said('tanaka', text);
      return desk.sandbox.calls.length - before;
    };
    await said('tanaka', '/create');
    const most = await cost('/create');
    expect(await cost('请假')).toBeLessThanOrEqual(most);
    const list = desk.last('tanaka');
    expect(desk.read(list, 'en_us')).toContain('Would you like to start one of these?');
    expect(desk.read(list, 'ja_jp')).toContain('次の申請を始めますか');
  });

  it('a group gets one line, and nothing to press', async () => {
    await desk.say('zhangsan', '@审批助手 帮我请个假', { chat: 'purchasing' });
    await desk.wait(3);
    const line = desk.cards('purchasing').at(-1);
    expect(JSON.stringify(line?.content)).toContain('我是靠命令做事的');
    expect(JSON.stringify(line?.content)).not.toContain('callback');
  });
});
