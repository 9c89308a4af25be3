import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/dispatch/grammar.ts';
import { type Reach, readSegments, type Segment } from '../../src/dispatch/segments.ts';
import type { MessageEvent } from '../../src/feishu/events/message.ts';
import { editDistance, nearest } from '../../src/lib/nearest.ts';

const BOT = 'ou_bot';
const TENANT = 'tenant';
type Message = MessageEvent['message'];

const mention = (n: number, openId = `ou_${n}`, extra: object = {}) => ({
  key: `@_user_${n}`,
  id: { open_id: openId },
  name: 'x',
  tenant_key: TENANT,
  ...extra,
});
const message = (message_type: string, content: unknown, mentions: Message['mentions'] = []): Message => ({
  message_id: 'om_1',
  chat_id: 'oc_1',
  chat_type: 'group',
  create_time: 0,
  message_type,
  content: typeof content === 'string' ? content : JSON.stringify(content),
  mentions,
});
const parse = (raw: Message) => readSegments(raw, BOT, TENANT);
const text = (typed: string, mentions: Message['mentions'] = []) =>
  parse(message('text', { text: typed }, mentions)) ?? [];
const person = (openId: string, reach: Reach = 'colleague'): Segment => ({
  kind: 'person',
  openId,
  reach,
  name: 'x',
});
const words = (value: string): Segment => ({ kind: 'text', text: value });

describe('the parts of a message', () => {
  it('keeps @_user_1 and @_user_10 apart, and what is glued to them', () => {
    const mentions = Array.from({ length: 10 }, (_, n) => mention(n + 1));
    expect(text('/cc@_user_10请看@_user_1', mentions)).toEqual([
      words('/cc'),
      person('ou_10'),
      words('请看'),
      person('ou_1'),
    ]);
  });

  it('reads @_user_1 followed by a digit that belongs to no mention', () => {
    expect(text('@_user_12 天', [mention(1)])).toEqual([person('ou_1'), words('2 天')]);
  });

  it('tells the bot, everyone and outsiders apart', () => {
    const mentions = [
      mention(1, BOT),
      mention(2, 'ou_x', { tenant_key: 'other' }),
      mention(3, ''),
      mention(4, 'ou_y', { mentioned_type: 'bot' }),
      mention(5, 'ou_z', { tenant_key: '' }),
      mention(6, 'ou_v', { tenant_key: '', mentioned_type: 'user' }),
    ];
    expect(text('@_user_1@_all@_user_2@_user_3@_user_4@_user_5@_user_6', mentions)).toEqual([
      { kind: 'bot' },
      { kind: 'everyone' },
      person('ou_x', 'outsider'),
      person('', 'unseen'),
      person('ou_y', 'bot'),
      person('ou_z', 'bot'),
      person('ou_v'),
    ]);
  });

  it('leaves a mention alone that Feishu did not vouch for', () => {
    expect(text('/cc @_user_7', [mention(1)])).toEqual([words('/cc @_user_7')]);
  });

  it('reads rich text: lines, mentions, links, everyone, and ignores pictures', () => {
    const content = {
      title: '',
      content: [
        [
          { tag: 'text', text: '/cc ' },
          { tag: 'at', user_id: '@_user_1', user_name: 'x' },
          { tag: 'img', image_key: 'k' },
        ],
        [
          { tag: 'a', text: '采购', href: 'https://a.b/c' },
          { tag: 'at', user_id: '@_all' },
        ],
      ],
    };
    expect(parse(message('post', content, [mention(1)]))).toEqual([
      words('/cc '),
      person('ou_1'),
      words('\n'),
      { kind: 'link', text: '采购', href: 'https://a.b/c' },
      { kind: 'everyone' },
    ]);
  });

  it.each([
    ['image', { image_key: 'k' }],
    ['text', '{"broken'],
    ['text', { nothing: 1 }],
    ['post', { content: 'no lines' }],
    ['merge_forward', 'Merged and Forwarded Message'],
  ])('does not read %s with content %j', (type, content) => {
    expect(parse(message(type, content))).toBeUndefined();
  });
});

describe('the command of a message', () => {
  const read = (typed: string) => readCommand(text(typed, [mention(1, BOT), mention(2)]));

  it.each([
    '/cc @_user_2',
    '／cc @_user_2',
    '/CC @_user_2',
    '/ＣＣ @_user_2',
    '/ cc @_user_2',
    '　/cc　@_user_2',
    '\u200b/cc\u00a0@_user_2',
    '@_user_1 /cc @_user_2',
    '@_user_1/cc@_user_2',
    ' @_user_1　@_user_1 ／Cc @_user_2',
    '@_user_2 /cc',
  ])('is cc in %j', (typed) => {
    const { word, rest } = read(typed);
    expect(word?.normalize('NFKC').toLowerCase()).toBe('cc');
    expect(rest.filter((part) => part.kind === 'person')).toEqual([person('ou_2')]);
    expect(rest.some((part) => part.kind === 'bot')).toBe(false);
  });

  it.each([
    ['/抄送 @_user_2', '抄送'],
    ['/cc请看', 'cc'],
    ['/ヘルプ', 'ヘルプ'],
    ['/help me', 'help'],
    ['/抄送202605200001', '抄送202605200001'],
  ])('in %j is %s', (typed, word) => {
    expect(read(typed).word).toBe(word);
  });

  it.each(['cc @_user_2', 'see /cc', '/', '//', '@_user_1', '', '你好', '/ @_user_2'])(
    'is none in %j',
    (typed) => {
      expect(read(typed).word).toBeUndefined();
    },
  );

  it('says whether people come before it', () => {
    expect(read('@_user_2 /cc').peopleFirst).toBe(true);
    expect(read('@_user_1 /cc @_user_2').peopleFirst).toBe(false);
  });

  it('reads a message of ten thousand blanks and mentions in one go', () => {
    const blanks: Segment[] = Array.from({ length: 20_000 }, () => words(' '));
    expect(readCommand([...blanks, words('/cc')]).word).toBe('cc');
  });

  it('tells whether the bot was mentioned, wherever that is', () => {
    expect(read('你好 @_user_1').mentionsBot).toBe(true);
    expect(read('/cc @_user_2').mentionsBot).toBe(false);
  });

  it('loses no word and no person of what follows', () => {
    const piece = fc.oneof(
      fc.constantFrom('@_user_1', '@_user_2', '请看', ' ', '\n', 'abc', '　'),
      fc.string({ unit: 'grapheme', maxLength: 8 }).filter((value) => !/@_|[/／]/.test(value)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const typed = `/cc ${pieces.join('')}`;
        const { word, rest } = read(typed);
        const rebuilt = rest
          .map((part) => (part.kind === 'text' ? part.text : part.kind === 'bot' ? '@_user_1' : '@_user_2'))
          .join('');
        expect(word).toBe('cc');
        expect(rebuilt).toBe(typed.slice('/cc'.length));
      }),
    );
  });
});

describe('the nearest known word', () => {
  const known = ['cc', 'help', 'ping', '抄送', '帮助', 'ヘルプ'];
  it.each([
    ['hlep', 'help'],
    ['pin', 'ping'],
    ['c', 'cc'],
    ['ccc', 'cc'],
    ['抄松', '抄送'],
    ['抄', '抄送'],
    ['ヘルフ', 'ヘルプ'],
  ])('of %s is %s', (typed, expected) => {
    expect(nearest(typed, known)).toBe(expected);
  });
  it.each(['weather', 'approve', '你好吗', 'xyz'])('of %s is none', (typed) => {
    expect(nearest(typed, known)).toBeUndefined();
  });

  it('is a distance: zero for equals only, the same both ways, at most the longer word', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
      }),
    );
  });
});
