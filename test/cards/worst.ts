import type { Card } from '../../src/cards/book.ts';
import {
  CARD_NAMES,
  type CardName,
  type CardViews,
  type FormFieldView,
  type FormUnitView,
} from '../../src/cards/views.ts';
import type { InstanceLinks } from '../../src/lib/instance-links.ts';
import { book, commands, noticeParams } from './examples.ts';

export interface Extent {
  /** What people and systems have written, everywhere. */
  typed: string;
  /** An open_id. */
  who: string;
  /** How long every list of people is, and every list of rows at most. */
  people: number;
  rows: number;
}

const INSTANCE = '81D31358-93AF-92D6-7425-01A5D67C4E71';
const DAY = 1_779_264_000_000;
const status = 'PENDING' as const;

const linksOf = (length: number): InstanceLinks => {
  const link = `https://oa.example.com/?q=`.padEnd(length, "'");
  return { default: link, pc: link, ios: link, android: link };
};

const blank = { value: '', values: [], options: [], rows: 1, max: 1, text: '', key: null, params: null };
const field = (as: string, name: string, more: Partial<FormFieldView>): FormFieldView => ({
  ...blank,
  ...{ as, name, hint: null, does: '', of: '' },
  ...more,
});

function units({ typed, who, people, rows }: Extent): FormUnitView[] {
  const options = Array.from({ length: rows }, (_one, n) => ({ value: `o${n}`, text: typed, key: null }));
  const chosen = people > 0 ? [who] : [];
  const fields = [
    field('input', 'w1', { value: [...typed].slice(0, 1_000).join(''), rows: 3, max: 1_000 }),
    field('select', 'w2', { value: 'o0', options, hint: 'form.hint.narrow' }),
    field('choices', 'w3', { values: ['o0'], options }),
    field('people', 'w4', { values: chosen, options: chosen }),
    field('text', 'w5', { text: typed }),
    field('button', 'w6', { key: 'form.hint.add_file', does: 'add_file', of: 'w10' }),
  ];
  const frame = { labelKey: null, labelParams: null, heads: null, required: true };
  const errors = [{ key: 'form.error.required', params: null }];
  return fields.map((one) => ({ ...frame, label: typed, lines: [[one]], errors }));
}

/**
 * For every template the longest that it may have to show: with 20 people and 10 rows what one CC and one card hold at most, and
 * whatever else is handed in.
 */
function worstViews(extent: Extent): { [Name in CardName]: CardViews[Name][] } {
  const { typed, who } = extent;
  const people = Array.from({ length: extent.people }, () => who);
  const all = <T>(row: T, most = extent.rows): T[] =>
    Array.from({ length: Math.min(most, extent.rows) }, () => row);
  const words = { zh_cn: typed, en_us: `a${typed}`, ja_jp: `b${typed}` };
  const links = linksOf(600);
  const leftOut = { unseen: typed, outsiders: typed, gone: people, unknown: null };
  const ids = { requestId: 'r'.repeat(36), instanceCode: INSTANCE };
  const receipt = {
    about: words,
    startedAt: DAY,
    show: { requestId: 'r'.repeat(36), cardKey: 'receipt:1' },
    approvalName: words,
    serialNumber: typed,
    status,
    initiator: who,
    sender: who,
    recipients: people,
    comment: typed,
    hadIt: people,
    leftOutSelf: true,
    links,
  };
  const reading = { read: people, total: people.length + 1, requestId: 'r'.repeat(36), cardKey: 'receipt:1' };
  const row = {
    instanceCode: INSTANCE,
    title: words,
    definition: words,
    since: DAY,
    by: { key: 'unread.started_and_copied' as const, person: who },
    comment: typed,
    serialNumber: typed,
    status,
    initiator: who,
    age: { key: 'unread.age' as const, params: { count: 300 } },
    links,
    snoozedUntil: DAY,
    canMark: true,
  };
  const section = { key: 'unread.group' as const, params: { name: typed, count: 300 }, rows: [row] };
  const turning = { position: 'p2', page: 2, pages: 300, previous: 'p1', next: 'p3' };
  const draft = { draftId: 'd'.repeat(36), revision: 100, approvalName: typed };
  const filled = [
    ...all({ label: words, text: words, people: null, link: null }, 10),
    ...all({ label: typed, text: null, people, link: null }, 10),
  ];
  return {
    notice: [
      {
        level: 'warning',
        open: null,
        sentences: [{ key: 'command.unknown', params: { ...noticeParams, typed, nearest: typed } }],
      },
      {
        level: 'error',
        open: null,
        sentences: [{ key: 'create.error.reason', params: { ...noticeParams, reason: typed } }],
      },
    ],
    'cc-receipt': [{ ...receipt, reading }],
    'cc-reminder': [{ ...receipt, reading }],
    'cc-status': [
      {
        ...receipt,
        read: people,
        unread: people,
        remind: { requestId: 'r'.repeat(36), cardKey: 'status:1' },
      },
    ],
    'cc-picker': [
      {
        ...ids,
        recipients: people,
        comment: typed,
        leftOut,
        rows: all({
          ...ids,
          about: words,
          initiator: who,
          approvalName: words,
          serialNumber: typed,
          status,
          startedAt: DAY,
        }),
      },
    ],
    'setting-trouble': [{ kind: 'scope', what: typed.slice(0, 200), link: links.default }],
    'cc-progress': [{ recipients: people }],
    'cc-rest': [{ ...ids, recipients: people, leftOut }],
    'cc-form': [
      {
        about: words,
        approvalName: typed,
        instanceCode: INSTANCE,
        comment: typed,
        candidates: people.slice(0, 1),
      },
    ],
    unread: [
      { owner: who, total: 300, fresh: null, canMark: true, sections: all(section, 8), ...turning },
      { owner: who, total: 300, fresh: 5, canMark: false, sections: all(section), ...turning },
    ],
    snooze: [
      {
        owner: who,
        instanceCode: INSTANCE,
        name: typed,
        serialNumber: typed,
        position: 'p1',
        tomorrow: '2026-05-21',
      },
    ],
    'digest-settings': [
      {
        ...{ owner: who, on: false, time: '08:30', days: ['1', '5'], timezone: 'Asia/Shanghai' },
        ...{ zones: ['Asia/Shanghai', 'Asia/Tokyo'], chosenZone: 'auto', moreThan: '0', olderThan: '3' },
        ...{ calendar: 'CN', calendars: ['none', 'CN', 'JP'] },
        definitions: Array.from({ length: 30 }, (_one, n) => ({ code: `${INSTANCE}${n}`, name: typed })),
        ...{ muted: [], nextAt: DAY, pausedUntil: DAY, pausedDate: '2026-05-21' },
      },
    ],
    help: [{ admin: true, commands }],
    welcome: [{}],
    'no-command': [{}],
    'create-picker': [
      {
        ...{
          draftId: 'd'.repeat(36),
          revision: 100,
          words: typed,
          guessed: true,
          noneFound: true,
          searchable: true,
          more: 300,
          unclear: 300,
        },
        rows: all({ approvalCode: INSTANCE, name: typed }, 8),
      },
    ],
    'create-form': [
      {
        ...draft,
        ...{ step: { at: 2, of: 30 }, problems: 6, waitsFor: 'people', isFirst: false, isLast: true },
        rows: units(extent).map((one) => [one]),
        notice: { key: 'create.error.reason', params: { reason: typed } },
        flow: all({ name: typed, people }),
        flowMore: 300,
      },
    ],
    'create-progress': [{ key: 'form.submitting', params: { approval: typed } }],
    'create-elsewhere': [
      { approvalName: typed, because: 'controls', controls: typed, lines: filled, more: 300, links },
    ],
    'approval-status': [
      {
        about: typed,
        ...{ approvalCode: INSTANCE, instanceCode: INSTANCE, approvalName: typed, serialNumber: typed },
        ...{ status, asks: false, initiator: who, lines: filled, more: 300, links },
        startedAt: 1_780_000_000_000,
        waiting: [{ people, since: 1_780_000_000_000 }],
        history: all(
          {
            ...{ kind: 'TRANSFER' as const, by: who, to: people, dated: true },
            ...{ at: 1_780_000_000_000, comment: typed },
          },
          8,
        ),
        earlier: 300,
      },
    ],
    'external-notice': [
      {
        ...{
          what: words,
          colour: 'blue',
          asks: true,
          title: words,
          status,
          serialNumber: typed,
          node: words,
          initiator: null,
        },
        ...{ initiatorName: words, by: who, comment: typed, links: linksOf(2_048), mark: 'external:cc:1' },
        fields: all({ name: words, value: words }, 3),
      },
    ],
  };
}

/** Of which the rest is counted, or on a card that follows. */
const PAGED: readonly CardName[] = ['unread', 'approval-status', 'create-elsewhere'];

/** Every template at its longest, drawn as its feature draws it; by its name and which of its views it is. */
export function worstCards(extent: Extent): Record<string, Card> {
  const draw = <Name extends CardName>(name: Name) =>
    worstViews(extent)[name].map((view, n): [string, Card] => {
      const fewer = (rows: number) => worstViews({ ...extent, rows })[name][n] ?? view;
      const card = PAGED.includes(name) ? book.fullest(name, extent.rows, fewer) : book.card(name, view);
      return [`${name} ${n + 1}`, card];
    });
  return Object.fromEntries(CARD_NAMES.flatMap((name) => draw(name)));
}

/** A function of a text that is asked the same more than once. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}
