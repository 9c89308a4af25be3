import type { ElementChoice } from '../../../sandbox/platform/index.ts';
import { tablesOf } from '../../../src/store/copy/tables.ts';
import { openDesk, purchase } from '../../handlers/create/desk.ts';
import { copied } from '../../support/copies.ts';
import type { Desk as ExternalDesk } from '../../third-party/desk.ts';
import { pushed } from '../../third-party/pushed.ts';

const OA = 'token-of-the-oa-0000001';
const OFFERED = [
  'purchase',
  'leave',
  'expense',
  'contract',
  'travel',
  'everything',
  'leave-group',
  'overtime',
  'outing',
  'shift',
  'finance-only',
];

/** A click as it goes over the wire, for a test to bend. */
export interface Press {
  operator: { open_id: string };
  context: { open_message_id: string; open_chat_id: string };
  action: { value: Record<string, unknown> };
}

export interface Where {
  by: string;
  message_id: string;
  /** The action of the button; the first one is meant where there are several, or the first that has these values. */
  action: string;
  having?: Record<string, unknown>;
  form?: Record<string, string | string[]>;
  value?: string;
}

/** Rows that a click leaves behind whatever comes of it, and what is counted of calls. */
const NO_EFFECT = ['click', 'rate_limit'];

export type Kept = Record<string, string>;

/** The same for the same rows, in whichever order they come. */
const digestOf = (rows: object[]): string =>
  rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join();

/** The first element of a card whose callback has this action. */
function first({ action, having = {} }: Pick<Where, 'action' | 'having'>): ElementChoice {
  let found: object | undefined;
  const wanted = Object.entries({ ...having, a: action });
  return (element) => {
    const callbacks = (element.behaviors ?? []) as { value?: Record<string, unknown> }[];
    if (found || !callbacks.some(({ value }) => wanted.every(([name, one]) => value?.[name] === one)))
      return false;
    found = element;
    return true;
  };
}

/** A bot on which every kind of card can be had, and clicks that can be bent. */
export async function openPressDesk() {
  const desk = await openDesk(OFFERED, {
    env: { EXTERNAL_API_TOKENS: `oa=${OA}` },
    change: (world) => {
      copied(world, 'lisi', ['-3d']);
    },
  });
  const tables = await tablesOf(desk.db(), desk.db().dialect);
  const names = tables.map(({ name }) => name).filter((name) => !NO_EFFECT.includes(name));
  let serial = 0;
  const event = ({ by, message_id, form = {}, value, ...button }: Where) =>
    desk.sandbox.clickEvent({
      by,
      message_id,
      button: first(button),
      form,
      ...(value !== undefined && { value }),
    });

  /** A click that can be sent again and again, bent or as it is; what the person is shown. */
  function pressing(where: Where) {
    const base = event(where).payload;
    return async (bend: (press: Press) => void = () => {}) => {
      const payload = structuredClone(base) as { header: { event_id: string }; event: Press };
      payload.header.event_id = `press-${++serial}`;
      bend(payload.event);
      const { body, headers } = desk.sandbox.seal(payload);
      const answer = await fetch(desk.url(), { method: 'POST', body, headers });
      return (await answer.json()) as { toast?: { type: string; content: string }; card?: object };
    };
  }

  return {
    ...desk,
    pressing,
    /** Clicks as a person does: what the card becomes is kept. */
    clicked: ({ by, message_id, form = {}, value, ...button }: Where) =>
      desk.sandbox.click({
        by,
        message_id,
        button: first(button),
        form,
        ...(value !== undefined && { value }),
      }),
    /** What the button at this place sends. */
    valueOf: (where: Where) => (event(where).payload as { event: Press }).event.action.value,
    /** Everything that is kept, by table, to be compared. */
    async kept(): Promise<Kept> {
      const rows = await Promise.all(names.map((name) => desk.db().all(`select * from ${name}`)));
      return Object.fromEntries(names.map((name, at) => [name, digestOf(rows[at] ?? [])]));
    },
    /** Third-party instances that are copied to a person. */
    async push(to: string, ids: string[]) {
      for (const id of ids)
        await fetch(desk.url().replace('/webhook/event', '/external/instances'), {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${OA}` },
          body: JSON.stringify(pushed(desk as unknown as ExternalDesk, { id, ccs: [{ to }] })),
        });
      await desk.wait(10);
    },
    /** Starts a purchase; the status card of it. */
    async started(by: string) {
      await desk.open(by, '采购申请');
      await desk.reply(by, { text: '@王五' });
      await desk.click(by, '提交', purchase);
      return desk.last(by);
    },
    /** Says something and returns the last card in the person's direct chat. */
    async asked(by: string, text: string) {
      await desk.say(by, text);
      await desk.wait(3);
      return desk.last(by);
    },
    async count(table: string, where = '1 = 1') {
      const [row] = await desk.db().all<{ n: number }>(`select count(*) as n from ${table} where ${where}`);
      return Number(row?.n);
    },
  };
}

export type PressDesk = Awaited<ReturnType<typeof openPressDesk>>;
