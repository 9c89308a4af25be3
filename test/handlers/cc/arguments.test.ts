import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLinks } from '../../../src/dispatch/links.ts';
import type { Reach, Segment } from '../../../src/dispatch/segments.ts';
import { instanceInLink, instanceLinks, shortLinkIn } from '../../../src/feishu/applink.ts';
import { MAX_COMMENT, MAX_RECIPIENTS, readCcArguments } from '../../../src/handlers/cc/arguments.ts';
import { listed } from '../../../src/lib/words.ts';

const CODE = '81D31358-93AF-92D6-7425-01A5D67C4E71';
const OTHER = '7C468A54-8745-2245-9675-08B7C63E7A85';
const to = (openId: string, reach: Reach = 'colleague'): Segment => ({
  kind: 'person',
  openId,
  reach,
  name: `name of ${openId}`,
});
const say = (text: string): Segment => ({ kind: 'text', text });
const read = (...rest: Segment[]) =>
  readCcArguments(
    rest.flatMap((part): Segment[] => (part.kind === 'text' ? readLinks(part.text) : [part])),
    'ou_me',
  );
const encoded = (times: number) => {
  let path = `pages/detail/index?instanceId=${CODE}`;
  for (let n = 0; n < times; n++) path = encodeURIComponent(path);
  return `https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108&path=${path}`;
};

describe('what follows /cc', () => {
  it('is people, an instance and a comment, in any order and glued', () => {
    expect(read(say(' '), to('ou_a'), say('请看 '), to('ou_b'), say(` ${CODE} 急`))).toEqual({
      recipients: ['ou_a', 'ou_b'],
      leftOutSelf: false,
      bots: [],
      leftOut: { unseen: null, outsiders: null, gone: null, unknown: null },
      written: [{ instance: CODE, kind: 'code', links: [] }],
      numbers: [],
      names: [],
      strangeLink: undefined,
      comment: '请看 急',
    });
  });

  it.each([
    ['OA-2026-0042 请看', 'OA-2026-0042', '请看', true],
    ['请看 OA-2026-0042，谢谢', 'OA-2026-0042', '请看 谢谢', false],
    ['2026年预算 请看', '2026年预算', '请看', false],
    ['https://oa.example.com/42 请看', 'https://oa.example.com/42', '请看', true],
    ['请看 https://oa.example.com/42', 'https://oa.example.com/42', '请看', false],
  ])('may name an approval of another system: %s', (text, name, comment, leads) => {
    expect(read(to('ou_a'), say(` ${text}`))).toMatchObject({ names: [{ name, comment, leads }] });
  });

  it('names one by a link in rich text, too, and leaves the comment alone otherwise', () => {
    const href = 'https://oa.example.com/42';
    const args = read(to('ou_a'), say('请看'), { kind: 'link', text: '合同', href });
    expect(args).toMatchObject({ names: [{ name: href, comment: '请看' }], comment: '请看合同' });
    expect(read(to('ou_a'), say(`${encoded(1)} 请看`))).toMatchObject({
      written: [{ instance: CODE, links: [encoded(1)] }],
      comment: '请看',
    });
  });

  it('takes nothing for a name or number beside an instance', () => {
    const others = '与 HT-oa-0001 202605200001 https://oa.example.com/42';
    expect(read(to('ou_a'), say(`${encoded(1)} ${others}`))).toMatchObject({
      written: [{ instance: CODE, links: [encoded(1)] }],
      numbers: [],
      names: [],
      comment: others,
    });
  });

  it('takes a name from where it stands, not from a longer word before it', () => {
    expect(read(to('ou_a'), say(' 见 A-20261 与 A-2026'))).toMatchObject({
      names: [
        { name: 'A-20261', comment: '见 与 A-2026' },
        { name: 'A-2026', comment: '见 A-20261 与' },
      ],
    });
  });

  it('counts a person once and leaves the sender out', () => {
    expect(read(to('ou_a'), to('ou_me'), to('ou_a'))).toMatchObject({
      recipients: ['ou_a'],
      leftOutSelf: true,
    });
  });

  it.each([
    ['a code', say(CODE)],
    ['a code glued to words', say(`看${CODE}谢谢`)],
    ['a code in lower case', say(CODE.toLowerCase())],
    ['a link encoded once', say(encoded(1))],
    ['a link encoded twice', say(encoded(2))],
    ['a link not encoded', say(encoded(0))],
    ['a link of the desktop', say(instanceLinks('https://open.feishu.cn', CODE).pc)],
    ['a link of Lark', say(instanceLinks('https://open.larksuite.com', CODE).default)],
    ['a link before Chinese punctuation', say(`看这个：${encoded(1)}，谢谢`)],
    ['a link in rich text', { kind: 'link', text: '采购申请', href: encoded(1) } as Segment],
    ['the same link twice', say(`${encoded(1)} ${encoded(2)}`)],
    ['a code with a link right behind it', say(`${CODE}https://oa.example.com/42`)],
  ])('takes the instance from %s', (_name, part) => {
    const args = read(to('ou_a'), part);
    expect('written' in args && args.written.map((one) => one.instance.toUpperCase())).toEqual([CODE]);
  });

  it('keeps any other link, and what only resembles a code, in the comment', () => {
    const comment = `见 https://example.com/a?b=${encodeURIComponent('c d')} 与 ${CODE}-1`;
    expect(read(to('ou_a'), say(comment))).toMatchObject({ written: [], comment });
  });

  it.each([
    ['202605200001 请看', '202605200001', '请看', true],
    ['202605200001，请看', '202605200001', '请看', true],
    ['202605200001请看', '202605200001', '请看', true],
    ['，202605200001', '202605200001', '', true],
    ['#202605200001 请看', '202605200001', '请看', true],
    ['编号：202605200001', '202605200001', '', true],
    ['审批编号【202605200001】，谢谢', '202605200001', '谢谢', true],
    ['请看单号（ 202605200001 ）谢谢', '202605200001', '请看 谢谢', false],
    ['PO20260520001', 'PO20260520001', '', true],
    ['请看 202605200001 谢谢', '202605200001', '请看 谢谢', false],
    ['no. 202605200001 请看', '202605200001', '请看', true],
    ['for the piano 202605200001', '202605200001', 'for the piano', false],
    ['单号 202411200001 号 请看', '202411200001', '请看', true],
    ['第202411200001号审批', '202411200001', '审批', true],
    ['202411200001号楼', '202411200001', '号楼', true],
    ['请看202411200001番', '202411200001', '请看', false],
    ['202411200001/2 请看', '202411200001', '请看', true],
    ['202411200001/2024 请看', '202411200001', '/2024 请看', true],
    ['**202411200001** 请看', '202411200001', '请看', true],
    ['**编号：202411200001** 请看', '202411200001', '请看', true],
    ['**编号**：202411200001 请看', '202411200001', '请看', true],
    ['**编号：** 202411200001 请看', '202411200001', '请看', true],
    ['请看 *重点* 202411200001', '202411200001', '请看 *重点*', false],
    ['「202411200001」号 を見て', '202411200001', 'を見て', true],
    ['申請番号：202411200001 確認お願いします', '202411200001', '確認お願いします', true],
    ['Approval No. 202411200001, please read', '202411200001', 'please read', true],
    ['(#202411200001/1) please', '202411200001', 'please', true],
  ])('sees in %j the number %s', (text, number, comment, leads) => {
    expect(read(to('ou_a'), say(` ${text}`))).toMatchObject({ numbers: [{ number, comment, leads }] });
  });

  it.each([
    [`**${CODE}** 请看`, '请看'],
    [`编号：${CODE} 号 请看`, '请看'],
    [`${CODE}/2 请看`, '请看'],
    [`请看 **编号**：${CODE}`, '请看'],
    [`请看 **${encoded(1)}** 谢谢`, '请看 谢谢'],
    [`请看链接 ${encoded(1)}`, '请看链接'],
  ])('leaves nothing of a code or link in %s', (text, comment) => {
    expect(read(to('ou_a'), say(text))).toMatchObject({ written: [{ instance: CODE }], comment });
  });

  it.each([
    ['单号 OA-2026-0042 号 请看', '请看', true],
    ['请看 **OA-2026-0042** 谢谢', '请看 谢谢', false],
  ])('leaves nothing of a name in %s', (text, comment, leads) => {
    expect(read(to('ou_a'), say(text))).toMatchObject({ names: [{ name: 'OA-2026-0042', comment, leads }] });
  });

  it('leaves all other words of a comment as they are, and nothing of what names the approval', () => {
    const words = [
      '请看',
      '型号',
      '公告',
      'piano',
      'notice',
      '清单',
      '第一',
      'please',
      '確認',
      '番',
      'Nora',
      '*',
      '_',
      '😀',
      '重',
    ];
    const text = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((all) => all.join(' '));
    const label = fc.constantFrom(
      '',
      '编号：',
      '单号 ',
      '審批編號:',
      '申請番号：',
      '#',
      'No. ',
      '审批编号',
      'serial no. ',
      '**编号**：',
    );
    const around = fc.constantFrom(
      ['', ''],
      ['（', '）'],
      ['「', '」'],
      ['**', '**'],
      ['"', '"'],
      ['【 ', ' 】'],
      ['`', '`'],
    );
    const suffix = fc.constantFrom('', '号', ' 号', ' 號', '/2', '番');
    const what = fc.constantFrom('202411200001', 'PO20241120', CODE);
    fc.assert(
      fc.property(
        text,
        text,
        label,
        around,
        suffix,
        what,
        (before, after, name, [open, close], behind, id) => {
          const args = read(to('ou_a'), say(` ${before} ${name}${open}${id}${behind}${close} ${after}`));
          if ('mistake' in args) throw new Error(args.mistake.key);
          const comment = id === CODE ? args.comment : args.numbers[0]?.comment;
          expect(comment).toBe([before, after].filter(Boolean).join(' '));
        },
      ),
    );
  });

  it.each(['1234567 天', 'v1.20260520001', 'x.202605200001', '202605200001abc'])(
    'sees no number in %j',
    (text) => {
      expect(read(to('ou_a'), say(` ${text}`))).toMatchObject({ numbers: [], comment: text });
    },
  );

  it('keeps what is typed right behind a link', () => {
    expect(read(to('ou_a'), say(`${encoded(1)}请看一下预算`))).toMatchObject({
      written: [{ instance: CODE }],
      comment: '请看一下预算',
    });
  });

  it.each([
    ['an applink without its scheme', encoded(1).replace('https://', '')],
    ['a code in the path of a link', `https://www.feishu.cn/approval/instance/${CODE}`],
  ])('takes the instance from %s, and leaves nothing of it behind', (_name, link) => {
    expect(read(to('ou_a'), say(`看 ${link}`))).toMatchObject({
      written: [{ instance: CODE }],
      comment: '看',
    });
  });

  it('counts a code in capitals and in small letters as one', () => {
    expect(read(to('ou_a'), say(`${CODE} ${CODE.toLowerCase()}`))).toMatchObject({
      written: [{ instance: CODE }],
    });
  });

  const people = (count: number) => Array.from({ length: count }, (_, n) => to(`ou_${n}`));
  it(`takes ${MAX_RECIPIENTS} people and ${MAX_COMMENT} characters`, () => {
    const args = read(...people(MAX_RECIPIENTS), say('字'.repeat(MAX_COMMENT)));
    expect('recipients' in args && args.recipients).toHaveLength(MAX_RECIPIENTS);
  });

  it.each<[string, Segment[], object]>([
    ['nobody', [say('看')], { key: 'cc.usage' }],
    ['nothing', [], { key: 'cc.usage' }],
    ['the sender alone', [to('ou_me')], { key: 'cc.only_self' }],
    ['the bot alone', [{ kind: 'bot' }], { key: 'cc.only_bot' }],
    ['everyone', [to('ou_a'), { kind: 'everyone' }], { key: 'cc.everyone' }],
    [
      'an outsider alone',
      [to('ou_x', 'outsider')],
      { key: 'cc.outsiders', params: { names: 'name of ou_x' } },
    ],
    [
      'colleagues that it may not see',
      [to('ou_y', 'unseen'), to('ou_z', 'unseen'), to('ou_z', 'unseen')],
      { key: 'cc.unseen', params: { names: listed(['name of ou_y', 'name of ou_z']) } },
    ],
    [
      'nobody but another bot',
      [to('ou_b', 'bot')],
      { key: 'cc.only_bots', params: { names: 'name of ou_b' } },
    ],
    ['21 people', people(21), { key: 'cc.too_many', params: { count: 21, max: 20 } }],
    [
      '501 characters',
      [to('ou_a'), say('字'.repeat(501))],
      { key: 'cc.comment_too_long', params: { count: 501, max: 500 } },
    ],
    ['two instances', [to('ou_a'), say(`${CODE} ${OTHER}`)], { key: 'cc.two_instances' }],
    [
      'two numbers',
      [to('ou_a'), say('https://a.b/?instanceId=71 https://a.b/?instanceId=72')],
      { key: 'cc.two_instances' },
    ],
    [
      'two short links',
      [to('ou_a'), say('https://go.feishu.cn/approval/s/a https://go.feishu.cn/approval/s/b')],
      { key: 'cc.two_instances' },
    ],
  ])('refuses %s', (_name, rest, mistake) => {
    expect(read(...rest)).toMatchObject({ mistake });
  });

  it('leaves out whom nothing can be copied to, and says whom', () => {
    const others = [to('ou_x', 'outsider'), to('ou_y', 'unseen'), to('ou_z', 'unseen')];
    expect(read(to('ou_a'), ...others)).toMatchObject({
      recipients: ['ou_a'],
      leftOut: {
        outsiders: 'name of ou_x',
        unseen: listed(['name of ou_y', 'name of ou_z']),
        gone: null,
        unknown: null,
      },
    });
  });

  it('leaves other bots out, and says which', () => {
    expect(read(to('ou_b', 'bot'), to('ou_a'))).toMatchObject({
      recipients: ['ou_a'],
      bots: ['name of ou_b'],
    });
  });

  it('does not count the bot among the people', () => {
    expect(read({ kind: 'bot' }, to('ou_a'))).toMatchObject({ recipients: ['ou_a'] });
  });
});

describe('a link', () => {
  it('is read within any other, however strange that is, and never throws', () => {
    const site = fc.constantFrom(
      'https://a.feishu.cn/open',
      'lark://applink.feishu.cn/x',
      'https://b.com/#/p',
    );
    const around = fc.tuple(fc.string(), site, fc.constantFrom('%', '%D6%D0', '%zz', ''));
    fc.assert(
      fc.property(around, fc.integer({ min: 0, max: 3 }), ([before, site, odd], times) => {
        let link = `https://www.feishu.cn/approval/admin/ShortToLong?InstanceID=7418929504369377284&UserID=1`;
        for (let n = 0; n < times; n++) link = `${site}?q=${odd}&url=${encodeURIComponent(link)}`;
        expect(instanceInLink(link)).toBe('7418929504369377284');
        expect(() => instanceInLink(before) ?? shortLinkIn(before)).not.toThrow();
      }),
    );
  });

  it('of a share carries a number instead of a code', () => {
    expect(instanceInLink('https://applink.feishu.cn/x?path=a%3FinstanceId%3D7090754740375519252')).toBe(
      '7090754740375519252',
    );
  });
  it.each([
    'https://example.com/',
    'https://a.b/?instanceId=',
    'https://a.b/?instanceId=../../contact',
    'https://a.b/?path=%E0%A4%A',
    `https://a.b/?instanceId=${'x'.repeat(65)}`,
  ])('without an instance: %s', (link) => {
    expect(instanceInLink(link)).toBeUndefined();
  });
});
