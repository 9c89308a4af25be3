import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, pdf, picture } from './desk.ts';

const CONTROLS = [
  { id: 'topic', name: '主题', type: 'input', required: true },
  { id: 'guests', name: '参加者', type: 'contact', required: false, value: { multi: true } },
  { id: 'host', name: '主持人', type: 'contact', required: false, value: { multi: false } },
  { id: 'plan', name: '方案', type: 'attachmentV2', required: false },
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
    expect(submitted().plan).toHaveLength(4);
    const sentences = desk.heard(`direct:${by}`).slice(1);
    expect(sentences.map((said) => /收到 \d 个文件|李四/.exec(said)?.[0])).toEqual([
      '收到 3 个文件',
      '收到 1 个文件',
      '李四',
    ]);
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
