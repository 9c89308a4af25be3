import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, pdf, picture } from './desk.ts';

const CONTROLS = [
  { id: 'topic', name: '主题', type: 'input', required: true },
  { id: 'guests', name: '参加者', type: 'contact', required: false, value: { multi: true } },
  { id: 'host', name: '主持人', type: 'contact', required: false, value: { multi: false } },
  { id: 'plan', name: '方案', type: 'attachmentV2', required: false },
  { id: 'shots', name: '截图', type: 'imageV2', required: false },
  { id: 'place', name: '部门', type: 'department', required: false },
  { id: 'reason', name: '说明', type: 'textarea', required: false },
];

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(['operations'], {
    change(world) {
      const definition = world.definitions.find(({ handle }) => handle === 'operations');
      if (definition?.kind === 'native') definition.form = CONTROLS;
    },
  });
  await desk.open('zhangsan', 'yyhd');
});
afterEach(() => desk.close());

const by = 'zhangsan';
const idOf = (handle: string) => desk.sandbox.person(handle).open_id;
const told = () => desk.heard(`direct:${by}`).at(-1);
const toldOften = () => desk.heard(`direct:${by}`).length - 1;
const patches = () => desk.sandbox.platform.messages.find(desk.first(by).message_id)?.patches;

/**
 * What is typed is in the client alone until a button is pressed: a card that is drawn anew empties it. Returns what there is
 * still to send.
 */
async function whileTyping(values: Record<string, string | string[]>, meanwhile: () => Promise<void>) {
  const before = patches();
  await meanwhile();
  return patches() === before ? values : {};
}

const submitted = () => {
  const [form = []] = desk.forms();
  return Object.fromEntries(
    form.map(({ id, value, open_ids }: { id: string; value: unknown; open_ids?: unknown }) => [
      id,
      open_ids ?? value,
    ]),
  );
};

describe('what is typed while a reply brings something', () => {
  it.each([
    ['a mention', '@李四', '李四'],
    ['an address', 'lisi@example.com', 'lisi@example.com'],
  ])('stays with the person whom %s adds', async (_name, text, named) => {
    const typed = await whileTyping({ topic: '年会' }, () => desk.reply(by, { text }));
    await desk.click(by, '提交', typed);
    expect(submitted()).toEqual({ topic: '年会', guests: [idOf('lisi')] });
    expect(desk.created().map((call) => call.code)).toEqual([0]);
    expect(toldOften()).toBe(1);
    expect(told()).toContain(`已把 ${named} 填进“参加者”`);
  });

  it('stays with a file', async () => {
    const typed = await whileTyping({ topic: '年会' }, () => desk.reply(by, { attachment: pdf('方案.pdf') }));
    await desk.click(by, '提交', typed);
    expect(submitted()).toEqual({ topic: '年会', plan: [expect.any(String)] });
    expect(toldOften()).toBe(1);
    expect(told()).toContain('收到 1 个文件，已放进“方案”');
  });

  it('stays with several files of one message, which are told of once, and one after another', async () => {
    const pictures = Array.from({ length: 3 }, () => ({ tag: 'img', resource: picture }));
    const typed = await whileTyping({ topic: '年会' }, async () => {
      const { message_id: replyTo } = desk.last(by);
      const post = { content: [pictures] };
      await (await desk.sandbox.say({ from: by, chat: 'direct', replyTo, post })).delivered;
      await desk.wait(1);
      await desk.filesLaid();
      await desk.wait(2);
      await desk.reply(by, { attachment: pdf('方案.pdf') });
      await desk.reply(by, { text: '@李四' });
    });
    await desk.click(by, '提交', typed);
    expect(submitted()).toMatchObject({ topic: '年会', guests: [idOf('lisi')] });
    expect([submitted().shots, submitted().plan].map((files) => files.length)).toEqual([3, 1]);
    const sentences = desk.heard(`direct:${by}`).slice(1);
    expect(sentences.map((said) => /收到 \d 个文件|李四/.exec(said)?.[0])).toEqual([
      '收到 3 个文件',
      '收到 1 个文件',
      '李四',
    ]);
  });

  it('stays on the page it was typed on, when so many files come that its fields move to another one', async () => {
    const shown = () => JSON.stringify(desk.last(by).content);
    const pictures = async () => {
      const { message_id: replyTo } = desk.last(by);
      const post = { content: [Array.from({ length: 20 }, () => ({ tag: 'img', resource: picture }))] };
      await (await desk.sandbox.say({ from: by, chat: 'direct', replyTo, post })).delivered;
      await desk.wait(1);
      await desk.filesLaid();
      await desk.wait(2);
    };
    await desk.reply(by, { text: '@李四' });
    await desk.click(by, ({ name }) => name === 'plan#add');
    await pictures();
    await desk.redrawn(by);
    expect(desk.read(desk.last(by))).toMatch(/方案.*picture.*另外还有 8 个文件.*截图.*说明/s);
    const typed = await whileTyping({ topic: '年会', reason: '放在最后', guests: [] }, pictures);
    await desk.click(by, ({ name }) => name === ':preview', typed);
    expect(shown()).not.toContain('"name":"reason"');
    await desk.click(by, '下一步');
    expect(desk.read(desk.last(by))).toMatch(/截图.*picture.*另外还有 8 个文件.*放在最后/s);
    await desk.click(by, '提交');
    expect(submitted()).toMatchObject({ topic: '年会', reason: '放在最后' });
    expect(submitted()).not.toHaveProperty('guests');
    expect([submitted().plan, submitted().shots].map((files) => files.length)).toEqual([20, 20]);
  });

  it('goes on counting as emptied or chosen: nobody comes back', async () => {
    await desk.reply(by, { text: '@李四 @王五' });
    await desk.redrawn(by);
    await desk.click(by, (one) => one.name === 'guests#add', { topic: '年会', guests: [idOf('wangwu')] });
    const typed = await whileTyping({ guests: [] }, () => desk.reply(by, { text: '@赵六' }));
    await desk.click(by, '提交', typed);
    expect(submitted()).toEqual({ topic: '年会', guests: [idOf('zhaoliu')] });
  });
});

describe('what is typed while a press is worked on', () => {
  const slow = (path: string) => desk.sandbox.faults.add({ on: 'call', path, delayMs: 5_000 });
  const begin = async (button: string, form: Record<string, string>) => {
    const { message_id } = desk.last(by);
    const pressed = await desk.sandbox.click({ by, message_id, button: ({ name }) => name === button, form });
    expect(pressed.card).toBeUndefined();
    expect(JSON.stringify(pressed.toast)).toContain('请稍等');
    await desk.wait(1);
  };

  it.each([
    [':preview', '/open-apis/approval/v4/instances/preview'],
    ['place#search', '/open-apis/contact/v3/departments/0/children'],
  ])('%s: stays until the answer is there, which is drawn once', async (button, path) => {
    slow(path);
    const before = patches() ?? 0;
    await begin(button, { topic: '年会', 'place#word': '财务' });
    expect(patches()).toBe(before);
    await desk.wait(8);
    expect(patches()).toBe(before + 1);
    expect(desk.read(desk.last(by))).toContain('年会');
    await desk.click(by, '提交');
    expect(submitted().topic).toBe('年会');
  });

  it('counts, also what was emptied, when the form is submitted before the answer is there', async () => {
    slow('/open-apis/approval/v4/instances/preview');
    await desk.reply(by, { text: '@李四' });
    await desk.redrawn(by);
    await begin(':preview', { topic: '年会' });
    await desk.click(by, '提交', { topic: '晚会', guests: [] });
    await desk.wait(8);
    expect(submitted()).toEqual({ topic: '晚会' });
    expect(desk.created().map((call) => call.code)).toEqual([0]);
  });
});

describe('a reply', () => {
  it('with a mention and an address is acknowledged once, with both', async () => {
    await desk.reply(by, { text: '@李四 和 wangwu@example.com' });
    expect(toldOften()).toBe(1);
    expect(told()).toContain('已把 李四、wangwu@example.com 填进“参加者”');
    await desk.click(by, '提交', { topic: '年会' });
    expect(submitted().guests).toEqual([idOf('lisi'), idOf('wangwu')]);
  });

  it('for the field that waits for it goes there, and so does the next one', async () => {
    await desk.click(by, (one) => one.name === 'host#add', { topic: '年会' });
    await desk.reply(by, { text: '@李四' });
    expect(told()).toContain('填进“主持人”');
    await desk.reply(by, { text: '@王五' });
    expect(told()).toContain('已把 王五 填进“主持人”');
    await desk.click(by, '提交');
    expect(submitted()).toEqual({ topic: '年会', host: [idOf('wangwu')] });
  });

  it('that names another one than was chosen meanwhile leaves the choice to the person', async () => {
    await desk.reply(by, { text: '@李四 @王五' });
    await desk.click(by, (one) => one.name === 'host#add', { topic: '年会' });
    await desk.reply(by, { text: '@王五' });
    await desk.click(by, '提交', { host: idOf('lisi') });
    expect(desk.created()).toEqual([]);
    expect(desk.read(desk.last(by))).toContain('这里只能选一位');
    await desk.click(by, '提交', { host: idOf('lisi') });
    expect(submitted().host).toEqual([idOf('lisi')]);
  });

  it('whose file comes when the form is submitted is told so', async () => {
    desk.sandbox.faults.add({ on: 'call', path: '/approval/openapi/v2/file/upload', delayMs: 5_000 });
    const { message_id: replyTo } = desk.last(by);
    await (await desk.sandbox.say({ from: by, chat: 'direct', replyTo, attachment: pdf('方案.pdf') }))
      .delivered;
    await desk.wait(1);
    await desk.click(by, '提交', { topic: '年会' });
    await desk.filesLaid();
    await desk.wait(2);
    expect(submitted()).toEqual({ topic: '年会' });
    expect(told()).toContain('已经提交或过期');
  });
});
