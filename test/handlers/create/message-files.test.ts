import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFiles } from '../../../src/dispatch/message-file.ts';
import { type Desk, openDesk, pdf, picture } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk(['outing', 'expense']);
});
afterEach(() => desk.close());

const RESOURCES = '/open-apis/im/v1/messages/:message_id/resources/:file_key';
const attached = async () => (await desk.redrawn('zhangsan')).split('📎').length - 1;
const told = () =>
  desk
    .heard('direct:zhangsan')
    .slice(1)
    .join('\n')
    .replace(/[│\s]+/g, ' ');
type Said = Parameters<Desk['sandbox']['say']>[0];

/** Replies to the form that the words open. */
async function reply(form: string, what: Pick<Said, 'post' | 'attachment' | 'text'>) {
  await desk.open('zhangsan', form);
  const { message_id: replyTo } = desk.last('zhangsan');
  await (await desk.sandbox.say({ from: 'zhangsan', chat: 'direct', replyTo, ...what })).delivered;
  await desk.wait(1);
  await desk.filesLaid();
  await desk.wait(3);
}
const pasted = (n: number) => Array.from({ length: n }, () => ({ tag: 'img', resource: picture }));

describe('a reply to a form', () => {
  it('with a pasted screenshot, which is rich text, brings it into the form', async () => {
    await reply('waichu', { post: { content: [[{ tag: 'text', text: '见截图' }], pasted(1)] } });
    expect(await attached()).toBe(1);
    expect(told()).toContain('收到 1 个文件');
  });

  it('with several pictures brings all of them', async () => {
    await reply('waichu', { post: { content: [pasted(2), pasted(1)] } });
    expect(await attached()).toBe(3);
  });

  it('with a picture and a colleague brings both', async () => {
    await reply('费用', {
      post: {
        content: [
          [
            { tag: 'at', user_name: '李四' },
            { tag: 'text', text: ' 发票：' },
          ],
          pasted(1),
        ],
      },
    });
    expect(await attached()).toBe(1);
    expect(JSON.stringify(desk.first('zhangsan').content)).toContain(desk.sandbox.person('lisi').open_id);
  });

  it.each(['media', 'audio'] as const)('that is %s is a file like others', async (as) => {
    await reply('费用', { attachment: { ...pdf('一段.mp4'), as } });
    expect(await attached()).toBe(1);
    expect(told()).toContain('收到 1 个文件');
  });

  it('that is a video says where only pictures go', async () => {
    await reply('waichu', { attachment: { ...pdf('一段.mp4'), as: 'media' } });
    expect(told()).toContain('只能放图片');
  });

  it.each([
    [234037, '文件太大了'],
    [234038, '不允许下载'],
    [234043, '读不到这个文件'],
    [234003, '读不到这个文件'],
    [99991672, '权限'],
  ])('that Feishu does not hand out (%i) is told why, and never to be sent again', async (code, why) => {
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, code });
    await reply('费用', { attachment: picture });
    await desk.wait(900);
    expect(told()).toContain(why);
    expect(told()).not.toContain('再回复一次');
  });

  it('with several, of which some can not be had, says which and why, and brings the others', async () => {
    const refuse = (times: number, code: number) =>
      desk.sandbox.faults.add({ on: 'call', path: RESOURCES, times, code });
    refuse(1, 234037);
    refuse(1, 234038);
    await reply('waichu', {
      post: { content: [[...pasted(3), { tag: 'media', resource: { ...pdf('全程.mp4'), as: 'media' } }]] },
    });
    expect(await attached()).toBe(1);
    expect(told()).toContain('收到 1 个文件');
    expect(told()).toMatch(/第 \d 张 文件太大了/);
    expect(told()).toMatch(/第 \d 张 这个会话不允许下载/);
    expect(told()).toMatch(/video\.mp4 这一项只能放图片/);
    expect(desk.heard('direct:zhangsan')).toHaveLength(2);
  });

  it('with several, of which none can be had, says so of each with one reason', async () => {
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, code: 234038 });
    await reply('waichu', { post: { content: [pasted(2)] } });
    expect(told()).toMatch(/一个也没能放进表单。 没放进去的图片：第 1、2 张 这个会话不允许下载/);
    expect(desk.heard('direct:zhangsan')).toHaveLength(2);
  });

  it('with more than are taken says how many there were and how many are in', async () => {
    await reply('waichu', { post: { content: [pasted(23)] } });
    const laid = desk.sandbox.calls.filter(({ path }) => path.endsWith('/file/upload'));
    expect(laid).toHaveLength(20);
    expect(told()).toContain('收到 20 个文件');
    expect(told()).toContain('有 23 个图片和文件，我一次最多收 20 个');
  });

  it('with a file that an operator has to let through is told a sentence', async () => {
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, code: 99991401 });
    await reply('费用', { attachment: picture });
    await desk.wait(900);
    expect(told()).toContain('设置有问题');
  });

  it('that can not be had for now may be sent again', async () => {
    desk.sandbox.faults.add({ on: 'call', path: RESOURCES, answer: { status: 503 } });
    await desk.open('zhangsan', '费用');
    const { message_id: replyTo } = desk.last('zhangsan');
    await (await desk.sandbox.say({ from: 'zhangsan', chat: 'direct', replyTo, attachment: picture }))
      .delivered;
    await desk.wait(900);
    expect(told()).toContain('再回复一次');
  });
});

it('what is read of a message is files, whatever it consists of', () => {
  const message = (message_type: string, content: string) =>
    ({ message_type, content }) as Parameters<typeof readFiles>[0];
  const node = fc.constantFrom<object>(
    { tag: 'img', image_key: 'k' },
    { tag: 'img' },
    { tag: 'img', image_key: { a: 1 } },
    { tag: 'media', file_key: 'f', image_key: 'k' },
    { tag: 'text', text: 'k' },
    { tag: 7 },
    {},
  );
  fc.assert(
    fc.property(
      fc.constantFrom('post', 'image', 'file', 'media', 'audio', 'sticker', 'toString', '__proto__'),
      fc.oneof(
        fc.jsonValue(),
        fc.record({ content: fc.array(fc.array(node)) }),
        fc.record({ content: fc.anything() }),
      ),
      (type, content) => {
        const { files } = readFiles(message(type, JSON.stringify(content) ?? ''));
        expect(files.length).toBeLessThanOrEqual(20);
        for (const { key, name } of files) expect([typeof key, name.length > 0]).toEqual(['string', true]);
      },
    ),
  );
  expect(
    readFiles(message('post', JSON.stringify({ content: [Array(50).fill({ tag: 'img', image_key: 'k' })] }))),
  ).toMatchObject({ files: Array(20).fill({ type: 'image' }), more: 30 });
  expect(readFiles(message('file', '{"file_key":"f","file_name":"报价"}'))).toMatchObject({
    files: [{ name: '报价.bin' }],
    more: 0,
  });
});
