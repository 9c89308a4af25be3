import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLinks } from '../../../src/dispatch/links.ts';
import { instanceLinks } from '../../../src/feishu/applink.ts';
import { readCcArguments } from '../../../src/handlers/cc/arguments.ts';
import { type Office, openOffice } from '../../support/bot.ts';

const CODE = '81D31358-93AF-92D6-7425-01A5D67C4E71';
const links = (code: string) => instanceLinks('https://open.feishu.cn', code);

describe('over the wire', () => {
  let office: Office;
  let laptops: string;
  beforeEach(async () => {
    office = await openOffice();
    laptops = office.sandbox.instance('laptops').instance_code;
  });
  afterEach(() => office.close());

  const say = async (typed: string) => {
    await office.say('zhangsan', typed);
    await office.wait(3);
    return office.heard('direct:zhangsan').at(-1) ?? '';
  };

  it.each<[string, (link: string) => string, string]>([
    ['a hyperlink with a text', (link) => `[采购申请](${link}) 请知悉`, '请知悉'],
    ['one whose text has brackets', (link) => `请看 [[加急] 采购(10 台)](${link})，谢谢`, '请看 ，谢谢'],
    ['one whose text has a bracket too many', (link) => `[采购]申请](${link}) 请知悉`, '请知悉'],
    ['one in full-width brackets', (link) => `请看（[采购申请](${link})）谢谢`, '请看 谢谢'],
    ['one in two kinds of brackets', (link) => `请看【 《[采购申请](${link})》 】谢谢`, '请看 谢谢'],
    ['one glued to words', (link) => `请看[采购申请](${link})谢谢`, '请看 谢谢'],
    ['one whose text is a number', (link) => `[202699999999](${link}) 请知悉`, '请知悉'],
    ['an address in brackets', (link) => `请看 (${link}) 谢谢`, '请看 谢谢'],
    ['an address in angle brackets', (link) => `<${link}> 请知悉`, '请知悉'],
    ['an address before a full stop', (link) => `${link}. Thanks`, 'Thanks'],
    ['an address before a Chinese comma', (link) => `${link}，请知悉`, '请知悉'],
    ['an address without a scheme', (link) => `${link.replace('https://', '')} 请知悉`, '请知悉'],
    ['an address with a bracket in it', (link) => `[采购](${link}&x=(1)) 请知悉`, '请知悉'],
  ])('a pasted link is one thing: %s', async (_name, typed, comment) => {
    await say(`/cc @李四 ${typed(links(laptops).pc)}`);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops, comment }, code: 0 }]);
  });

  it('an element of a post with any text is as good', async () => {
    const at = { tag: 'at', user_name: '李四' };
    const a = { tag: 'a', text: '[加急]', href: links(laptops).default };
    const content = [
      [{ tag: 'text', text: '/cc ' }, at, { tag: 'text', text: '（' }, a, { tag: 'text', text: '）谢谢' }],
    ];
    await (await office.sandbox.say({ from: 'zhangsan', chat: 'direct', post: { content } })).delivered;
    await office.wait(3);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops, comment: '谢谢' }, code: 0 }]);
  });

  it('an address whose style changes in the middle is one', async () => {
    const at = { tag: 'at', user_name: '李四' };
    const { pc } = links(laptops);
    const words = [' ', pc.slice(0, 60), pc.slice(60), ' 谢谢'].map((text) => ({ tag: 'text', text }));
    const content = [[{ tag: 'text', text: '/cc ' }, at, ...words]];
    await (await office.sandbox.say({ from: 'zhangsan', chat: 'direct', post: { content } })).delivered;
    await office.wait(3);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops, comment: '谢谢' }, code: 0 }]);
  });

  it('an element without an address is the words in it', async () => {
    const at = { tag: 'at', user_name: '李四' };
    const a = { tag: 'a', text: links(laptops).pc, href: '' };
    const content = [[{ tag: 'text', text: '/cc ' }, at, { tag: 'text', text: ' ' }, a]];
    await (await office.sandbox.say({ from: 'zhangsan', chat: 'direct', post: { content } })).delivered;
    await office.wait(3);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops }, code: 0 }]);
  });

  it('the code of a definition in a link is not taken for that of an instance', async () => {
    const admin =
      'https://www.feishu.cn/approval/admin/edit?id=1&definitionCode=7C468A54-8745-2245-9675-08B7C63E7A81';
    expect(await say(`/cc @李四 ${admin}`)).toContain('看不出这个链接');
    await say(`/cc @李四 ${laptops} 表单见 ${admin}`);
    expect(office.ccCalls()).toMatchObject([{ body: { instance_code: laptops }, code: 0 }]);
  });

  it.each([
    ['a path', '[报价单](https://oa.example.com/202611200001)'],
    ['an address that is shown', 'https://oa.example.com/list/202611200001'],
    ['an address without a scheme', 'www.example.com/list/202611200001'],
    ['a host alone', 'oa.example.com/list/202611200001'],
    ['a host with a port', '192.168.1.10:8080/list/202611200001'],
    ['another scheme', 'ftp://oa.example.com/202611200001'],
    ['an e-mail address', '202611200001@qq.com'],
    ['an e-mail address with more before its sign', '202611200001_li+oa.cn@qq.com'],
    ['a telephone number', 'tel:202611200001'],
    ['an e-mail address behind a name', '[李经理](mailto:202611200001@qq.com)'],
  ])('no piece of an address is taken for a number: %s', async (_name, link) => {
    await say(`/cc @李四 参考 ${link}`);
    expect(office.ccCalls()).toEqual([]);
  });

  it('nor a piece of one with Chinese in it, which Feishu has left as it was', async () => {
    const text = ' 参考 https://oa.example.com/审批/202611200001?名=1';
    const at = { tag: 'at', user_name: '李四' };
    const content = [[{ tag: 'text', text: '/cc ' }, at, { tag: 'text', text }]];
    await (await office.sandbox.say({ from: 'zhangsan', chat: 'direct', post: { content } })).delivered;
    await office.wait(3);
    expect(office.ccCalls()).toEqual([]);
  });

  it.each([
    ['with a text', '[采购申请](https://oa.example.com/abcdefg)'],
    ['of another site', 'https://oa.example.com/42'],
    ['in brackets', '【https://oa.example.com/42】'],
    ['of an approval, behind words', '请看 https://www.feishu.cn/approval/admin/list'],
  ])('a link that means nothing is said to be one: %s', async (_name, link) => {
    const told = await say(`/cc @李四 ${link}`);
    expect(told).toContain('看不出这个链接');
    expect(told).not.toContain('没有找到');
    expect(office.ccCalls()).toEqual([]);
    const [card] = office.cards('direct:zhangsan');
    expect(office.read(card!, 'en_us')).toContain("can't tell which approval this link opens");
    expect(office.read(card!, 'ja_jp')).toContain('このリンク');
  });

  it('another link beside the code stays with the words as what was shown of it', async () => {
    await say(`/cc @李四 ${laptops} 见 [报价单](https://oa.example.com/42?x=1) 与 https://oa.example.com/43`);
    expect(office.ccCalls()).toMatchObject([{ body: { comment: '见 报价单 与 https://oa.example.com/43' } }]);
  });

  it('/cc status reads them alike', async () => {
    await say(`/cc @李四 ${laptops}`);
    expect(await say(`/cc status （[采购申请](${links(laptops).default})）`)).toContain('李四');
    expect(await say('/cc status [采购申请](https://oa.example.com/abcdefg)')).toContain('看不出这个链接');
  });
});

describe('in any surroundings', () => {
  const bracket = fc.constantFrom('()', '（）', '【】', '[]', '<>', '「」', '“”', '《》', '');
  const word = fc.constantFrom('请看', '谢谢', 'see', '急', '');
  const shown = fc.constantFrom(
    '采购申请',
    '',
    '[加急] 采购',
    'a (b)',
    CODE,
    '202605200001',
    'https://a.b/1',
  );
  const address = fc.constantFrom(
    links(CODE).pc,
    links(CODE).default,
    `https://www.feishu.cn/approval/${CODE}?a=(1)`,
    `${links(CODE).pc}&title=采购 申请`,
    `<${links(CODE).pc}> "采购"`,
  );

  it('nothing of a link or its brackets is left over, and no number is seen in it', () => {
    fc.assert(
      fc.property(word, bracket, shown, address, word, (before, around, text, href, after) => {
        const half = around.length / 2;
        const link = `[${text}](${href})`;
        const typed = `${before}${around.slice(0, half)}${link}${around.slice(half)}${after}`;
        const to = { kind: 'person', openId: 'ou_a', reach: 'colleague', name: '李四' } as const;
        expect(readCcArguments([to, ...readLinks(typed)], 'ou_me')).toMatchObject({
          written: [{ instance: CODE, kind: 'code', links: [href] }],
          numbers: [],
          comment: [before, after].filter(Boolean).join(' '),
        });
      }),
    );
  });

  it('the pieces are the text', () => {
    const piece = fc.constantFrom(
      ...'[]()\n ',
      '中',
      'a',
      'https://a.b/',
      'mailto:a@b.c',
      '](https://x.y',
      '@_user_1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const read = readLinks(text).map((one) => {
          if (one.kind === 'text' || one.text === one.href) return one.text;
          return `[${one.text}](${one.href})`;
        });
        const again = readLinks(text).some(
          (one) => one.kind === 'link' && text.includes(`[${one.href}](${one.href})`),
        );
        if (!again) expect(read.join('')).toBe(text);
      }),
    );
  });
});
