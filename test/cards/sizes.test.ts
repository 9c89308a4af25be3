import { describe, expect, it } from 'vitest';
import { checkCard } from '../../sandbox/platform/cards/check.ts';
import { bytesInBody } from '../../src/cards/limits.ts';
import { messages } from '../../src/feishu/messages.ts';
import type { Words } from '../../src/lib/words.ts';
import { startRig } from '../sandbox/support.ts';
import { gatewayTo } from '../support/gateway.ts';
import { book, isKnownUser, receipt } from './examples.ts';
import { remembered, worstCards } from './worst.ts';

/** What takes more bytes in a body than it has characters, and what must not be cut in two. */
const LONG: [what: string, value: string][] = [
  ['letters', 'x'.repeat(1_000)],
  ['quotation marks', '"'.repeat(1_000)],
  ['backslashes', '\\'.repeat(1_000)],
  ['line breaks', 'x\n'.repeat(500)],
  ['angle brackets', '<'.repeat(1_000)],
  ['what looks like a style tag', "<at id='ou_x'></at>".repeat(50)],
  ['Chinese characters', '抄'.repeat(1_000)],
  ['emoji of four bytes', '👩'.repeat(1_000)],
];

const WHO = 'ou_'.padEnd(35, 'a');
const drawn = remembered((typed) => worstCards({ typed, who: WHO, people: 250, rows: 10 }));

describe.each(LONG)('with %s wherever people or systems write', (_what, typed) => {
  it.each(Object.keys(worstCards({ typed: 'x', who: WHO, people: 1, rows: 1 })))(
    'the %s card fits into a body',
    (name) => {
      expect(checkCard(drawn(typed)[name], isKnownUser)).toEqual([]);
    },
  );
});

it('are taken as they arrive, when they are sent, replied with and put in place of others', async () => {
  const rig = await startRig();
  const { open_id: who } = rig.sandbox.person('lisi');
  const port = messages(gatewayTo(rig.sandbox));
  const openId = rig.sandbox.person('zhangsan').open_id;
  const { chat_id: chatId } = rig.sandbox.directChat('zhangsan');
  const uuid = (n: number) => String(n).padEnd(50, '0');
  const longest = LONG.map(([, typed]) => Object.entries(worstCards({ typed, who, people: 250, rows: 10 })));
  const first = longest[0] ?? [];
  const sizes: number[] = [];
  for (const [at, [name]] of first.entries()) {
    const [, card] = longest
      .map((cards) => cards[at] ?? first[0]!)
      .reduce((most, one) => (bytesInBody(one[1]) > bytesInBody(most[1]) ? one : most));
    await rig.clock.advance(1_000);
    const { messageId } = await port.send({ openId }, card, uuid(2 * at));
    await port.reply({ messageId, chatId }, card, uuid(2 * at + 1));
    await port.patch(messageId, card);
    sizes.push(bytesInBody(card));
    expect([name, rig.sandbox.messages('direct:zhangsan').at(-1)?.content]).toEqual([name, card]);
  }
  expect(Math.max(...sizes)).toBeGreaterThan(28_000);
});

describe('near the limit', () => {
  const view = (people: number) => ({
    ...receipt,
    recipients: Array.from({ length: people }, () => WHO),
    hadIt: Array.from({ length: people }, () => WHO),
    reading: { read: Array.from({ length: people }, () => WHO), total: 20, requestId: 'r', cardKey: 'k' },
  });
  const namedOn = (card: object) => (JSON.stringify(card).match(/<person /g)?.length ?? 0) / 4;

  it('a card names everybody while they fit, then fewer, and counts the others', () => {
    // The sender and the initiator are named in each language too.
    expect(namedOn(book.card('cc-receipt', view(5)))).toBe(3 * 5 + 2);
    const card = book.card('cc-receipt', view(20));
    expect(namedOn(card)).toBeLessThan(3 * 20);
    const text = JSON.stringify(card);
    const [, others] = /等，另有 (\d+) 人/.exec(text) ?? [];
    expect(namedOn(card) + 3 * Number(others)).toBe(3 * 20 + 2);
    expect(text).toContain('已抄送给 20 人');
  });

  const row = (name: Words) => ({
    instanceCode: '81D31358-93AF-92D6-7425-01A5D67C4E71',
    title: name,
    age: { key: 'unread.age' as const, params: { count: 12 } },
    links: receipt.links,
    snoozedUntil: 1_779_264_000_000,
    ...{ status: null, serialNumber: null, initiator: null, canMark: true },
    ...{ definition: null, since: null, by: null, comment: null },
  });
  const list = (name: Words) => (rows: number) => ({
    owner: WHO,
    total: rows,
    fresh: null,
    canMark: false,
    sections: [
      { key: 'unread.group' as const, params: { name: 'x', count: rows }, rows: Array(rows).fill(row(name)) },
    ],
    ...{ position: 'p1', page: 1, pages: 1, previous: null, next: null },
  });
  const rowsOf = (card: object) => JSON.stringify(card).split('"unread.snooze"').length - 1;

  it('a card of rows shows as many as fit with their whole names, at least one', () => {
    const name = '👩'.repeat(59);
    const short = book.fullest('unread', 10, list('审批'));
    const long = book.fullest('unread', 10, list({ zh_cn: name, en_us: `a${name}`, ja_jp: `b${name}` }));
    expect(rowsOf(long)).toBeLessThan(rowsOf(short));
    expect(rowsOf(long)).toBeGreaterThan(4);
    // Once in each language, and once where a client knows none of them.
    expect(JSON.stringify(long).split(name)).toHaveLength(4 * rowsOf(long) + 1);
    expect(rowsOf(book.fullest('unread', 1, list('x')))).toBe(1);
    expect(rowsOf(book.fullest('unread', 0, list('x')))).toBe(0);
  });
});
