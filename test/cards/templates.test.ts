import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../sandbox/markdown/entities.ts';
import { checkCard } from '../../sandbox/platform/cards/check.ts';
import { objectsOf } from '../../sandbox/platform/cards/walk.ts';
import type { Card } from '../../src/cards/book.ts';
import { SENT_TO_FEISHU } from '../../src/cards/keys.ts';
import { assertSendable } from '../../src/cards/limits.ts';
import { LANGUAGES } from '../../src/lib/language.ts';
import {
  book,
  cardsFolder,
  commands,
  exampleCards,
  isKnownUser,
  notice,
  noticeKeys,
  noticeParams,
  picker,
  receipt,
} from './examples.ts';
import { remembered, worstCards } from './worst.ts';

const HOSTILE: [what: string, value: string][] = [
  ['a mention of everyone', '<at id=all></at>'],
  ['a mention of one', "<at id='ou_li'></at><person id='ou_li'></person>"],
  ['a link', '[x](http://evil.example) <a href="https://evil.example">x</a> https://evil.example'],
  ['a link with icon', "<link url='https://evil.example' pc_url='javascript:alert(1)'>x</link>"],
  ['a picture', '![x](img_v3_evil)'],
  ['bold and code', '**bold** __bold__ *it* ~~del~~ `code` ```\ncode\n```'],
  ['a colour, a tag, raw', '<font color=red>x</font><text_tag color=red>x</text_tag><raw>x</raw>'],
  ['entities', '&#60;at id=all&#62;&lt;at id=all&gt;&sim;'],
  [
    'blocks after line breaks',
    'x\n# head\n\n> quote\r\n- item\r1. item\u2028---\n    code\n| a | b |\n|-|-|',
  ],
  ['an emoji code', ':OK: :THUMBSUP:'],
  ['1,000 characters', '审批'.repeat(500)],
  ['1,000 special characters', '<'.repeat(1000)],
  ['1,000 emoji', '👩‍👩‍👧'.repeat(125)],
  ['text that runs backwards', '\u202e\u2067طلب شراء\u0000\u001b[31m'],
  ['a template expression', ['$', "{md('receipt.open')} {$eval: '1'} $", '{1}'].join('')],
  ['a JSON-e operator', '{"$eval": "x"}'],
  ['a placeholder', '{count} {people} {nearest} {person}'],
  ['replacement patterns', "$& $1 $` $' $$"],
  ['half a character', '\ud800'],
];

/** As many as one CC takes. */
const many = Array.from({ length: 20 }, (_, i) => `ou_${String(i).padStart(32, 'a')}`);
/** As many as several CCs of one instance add up to. */
const crowd = Array.from({ length: 250 }, (_, i) => `ou_${String(i).padStart(32, 'b')}`);

/** Every template, with what was typed in each of its places; how much fits is looked at in sizes.test.ts. */
const cards = remembered((typed: string) =>
  worstCards({ typed, who: 'ou_'.padEnd(35, 'a'), people: 1, rows: 1 }),
);

/** The card without its words: of markdown the punctuation that escaping left, of all else only that it is there. */
function skeleton(value: unknown, insideMarkdown = false): unknown {
  if (typeof value === 'string') {
    return insideMarkdown ? value.replace(/&(#\d+|sim);|<br>/g, '').replace(/[^!-/:-@[-`{-~]/g, '') : '';
  }
  if (Array.isArray(value)) return value.map((item) => skeleton(item, insideMarkdown));
  if (typeof value !== 'object' || value === null) return value;
  const { tag } = value as { tag?: unknown };
  const markdown = insideMarkdown || tag === 'markdown' || tag === 'lark_md';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'tag' ? item : skeleton(item, markdown)]),
  );
}

describe.each(HOSTILE)('%s in every value that people type', (_what, typed) => {
  it.each(Object.keys(cards('x')))('leaves the %s card as Feishu takes it', (name) => {
    const card = cards(typed)[name];
    expect(checkCard(card, isKnownUser)).toEqual([]);
    expect(() => assertSendable(card)).not.toThrow();
  });

  it.each(Object.keys(cards('x')))('adds no markup to the %s card', (name) => {
    expect(skeleton(cards(typed)[name])).toEqual(skeleton(cards('abc')[name]));
  });
});

it('draws every example of a template, with what it may lack, and the platform takes it', () => {
  for (const { name, example, card } of exampleCards())
    expect([name, example, checkCard(card, () => true)]).toEqual([name, example, []]);
});

describe('what was typed', () => {
  it.each(HOSTILE.slice(0, 8))('is shown as typed: %s', (_what, typed) => {
    const card = book.notice({ key: 'command.unknown_plain', params: { typed }, level: 'info' });
    const { body } = card as unknown as { body: { elements: [{ i18n_content: Record<string, string> }] } };
    for (const language of LANGUAGES) {
      const text = body.elements[0].i18n_content[language] ?? '';
      expect(decodeEntities(text.replaceAll('<br>', '\n'))).toContain(typed);
    }
  });
});

describe('every card', () => {
  const all: [string, Card][] = [
    ...noticeKeys.flatMap((key) =>
      (['info', 'warning', 'error'] as const).map((level): [string, Card] => [
        `${key} ${level}`,
        book.card('notice', notice(key, level)),
      ]),
    ),
    ['receipt', book.card('cc-receipt', receipt)],
    ['receipt to 20 people', book.card('cc-receipt', { ...receipt, recipients: many })],
    [
      'receipt with nothing optional',
      book.card('cc-receipt', {
        ...{
          about: null,
          startedAt: null,
          show: null,
          approvalName: 'x',
          sender: 'ou_li',
          recipients: ['ou_wang'],
          leftOutSelf: false,
        },
        ...{ serialNumber: null, status: null, initiator: null, comment: null, hadIt: null, reading: null },
        links: receipt.links,
      }),
    ],
    ['picker', book.card('cc-picker', { ...picker, recipients: many })],
    ['progress', book.card('cc-progress', { recipients: many })],
    ['help', book.card('help', { admin: false, commands })],
    ['help for an administrator', book.card('help', { admin: true, commands })],
  ];

  it.each(all)('%s follows the rules and speaks three languages', (_name, card) => {
    expect(checkCard(card, isKnownUser)).toEqual([]);
    expect(card.config).toMatchObject({ update_multi: true, enable_forward: false });
    const { summary } = card.config as { summary: { content: string; i18n_content: Record<string, string> } };
    expect(Object.keys(summary.i18n_content)).toEqual([...LANGUAGES]);
    expect(summary.content).toBe(summary.i18n_content.zh_cn);
  });

  it('says of each choice of several whether it is required, where left out may mean yes', () => {
    const templates = readdirSync(cardsFolder).filter((name) => name.endsWith('.json'));
    const choices = templates.flatMap((name) =>
      [...objectsOf(JSON.parse(readFileSync(join(cardsFolder, name), 'utf8')))]
        .filter(([{ tag }]) => typeof tag === 'string' && tag.startsWith('multi_select_'))
        .map(([{ required }, path]) => [name, path.join('.'), typeof required]),
    );
    expect(choices.length).toBeGreaterThan(4);
    expect(choices.filter(([, , type]) => type !== 'boolean')).toEqual([]);
  });

  it.each(all)('%s mentions nobody', (_name, card) => expect(JSON.stringify(card)).not.toContain('<at '));
});

describe('a field of a form', () => {
  const FIELDS = /^(input|(multi_)?select_(static|person)|date_picker|picker_(time|datetime))$/;
  const templates = readdirSync(cardsFolder).filter((file) => file.endsWith('.json'));

  /** The fields of a template, inside of forms, that leave open whether they must be filled. */
  function left(part: unknown, inForm: boolean): unknown[] {
    if (typeof part !== 'object' || part === null) return [];
    const { tag, name, required } = part as { tag?: string; name?: unknown; required?: unknown };
    const own = inForm && FIELDS.test(String(tag)) && typeof required !== 'boolean' ? [name] : [];
    return [...own, ...Object.values(part).flatMap((inside) => left(inside, inForm || tag === 'form'))];
  }

  it.each(templates)(
    'says in %s whether it must be filled: the default differs from kind to kind',
    (file) => {
      expect(left(JSON.parse(readFileSync(join(cardsFolder, file), 'utf8')), false)).toEqual([]);
    },
  );
});

describe('a list of people', () => {
  const named = (count: number) => {
    const unread = crowd.slice(0, count);
    const rest = { serialNumber: null, status: 'PENDING', read: [], remind: null } as const;
    const view = { about: null, approvalName: 'x', ...rest, unread, links: receipt.links };
    const card = JSON.stringify(book.card('cc-status', view));
    return { people: card.match(/<person /g)?.length, card };
  };

  it('names 20, and says how many there are besides', () => {
    // In three languages, and once where a client knows none of them.
    expect(named(20).people).toBe(4 * 20);
    expect(named(20).card).not.toContain('等，另有');
    expect(named(21).people).toBe(4 * 20);
    for (const words of ['未读 21 人', '等，另有 1 人', 'and 1 more', 'ほか 1 名'])
      expect(named(21).card).toContain(words);
  });
});

describe('the picker', () => {
  const text = JSON.stringify(book.card('cc-picker', picker));

  it('has one button a row that names the request and the instance', () => {
    for (const { instanceCode } of picker.rows)
      expect(text.split(JSON.stringify({ a: 'cc.pick', r: 'req_1', i: instanceCode }))).toHaveLength(2);
  });

  it('stays sendable with 20 people, 10 rows and the longest values of every kind', () => {
    const rows = Array.from({ length: 10 }, () => ({
      instanceCode: '81D31358-93AF-92D6-7425-01A5D67C4E71',
      approvalName: '👩'.repeat(1000),
      about: '<'.repeat(1000),
      initiator: null,
      serialNumber: '<'.repeat(1000),
      status: 'PENDING' as const,
      startedAt: 1_779_264_000_000,
    }));
    const card = book.card('cc-picker', {
      requestId: 'r'.repeat(36),
      recipients: many,
      comment: '👩'.repeat(500),
      leftOut: null,
      rows,
    });
    expect(checkCard(card, isKnownUser)).toEqual([]);
  });

  it('can be cancelled', () => {
    expect(text).toContain(JSON.stringify({ a: 'cc.cancel', r: 'req_1' }));
  });
});

describe('the receipt', () => {
  it('shows no quotation when the comment is nothing but blanks', () => {
    const silent = { ...receipt, comment: null };
    expect(book.card('cc-receipt', { ...silent, comment: ' \t\n ' })).toEqual(
      book.card('cc-receipt', silent),
    );
  });

  it('opens the instance on each kind of client', () => {
    const links = {
      default: 'https://d.example',
      pc: 'https://p.example',
      ios: 'https://i.example',
      android: 'https://a.example',
    };
    expect(JSON.stringify(book.card('cc-receipt', { ...receipt, links }))).toContain(
      '{"type":"open_url","default_url":"https://d.example","pc_url":"https://p.example","ios_url":"https://i.example","android_url":"https://a.example"}',
    );
  });

  it('refuses an id that is none', () => {
    for (const bad of ['', 'all', 'u_1', "ou_1'></person><at id=all>", 'ou_1 x', 'ou_1\n']) {
      expect(() => book.card('cc-receipt', { ...receipt, sender: bad })).toThrow(/open_id/);
      expect(() => book.card('cc-receipt', { ...receipt, recipients: [bad] })).toThrow(/open_id/);
    }
  });
});

it.each(noticeKeys)('%s has the button it speaks of', (key) => {
  const says = /打开飞书审批|到飞书审批|在飞书审批里填写|请打开审批看看/.test(
    book.text('zh_cn', key, noticeParams),
  );
  expect(SENT_TO_FEISHU.has(key)).toBe(says && !key.startsWith('quick.'));
});
