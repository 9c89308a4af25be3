import { BUTTONS } from '../../../cards/buttons.ts';
import type { ToastWith } from '../../../cards/keys.ts';
import type { Action, Pressed } from '../../../dispatch/actions.ts';
import { type ClickAnswer, textOf } from '../../../dispatch/click.ts';
import { referredTo } from '../../../store/third-party-reference.ts';
import { markRead } from '../../../third-party/instance/mark-read.ts';
import type { ListDeps } from '../deps.ts';
import { addDays, type LocalDate, nextMonday, readDate } from '../schedule/local-date.ts';
import { digestCard } from '../sending/card.ts';
import { unreadCard } from './list.ts';
import { type InList, ownLists } from './own-lists.ts';
import { FIRST, readPosition } from './position.ts';
import { putOff, todayThere, zoneOf } from './put-off.ts';
import { namesOf } from './rows.ts';
import { toldOf } from './told.ts';
import { waitingFor } from './waiting.ts';

type Shown = NonNullable<ClickAnswer['card']>;
type OnList = Pressed<string, InList>;
type OnItem = Pressed<string, InList & { i: string }>;

const isIt = (code: string) => (one: { instanceCode: string }) => one.instanceCode === code;

/** The buttons of the list and of the digest: pages, and putting an item off. */
export function unreadActions(deps: ListDeps): Action[] {
  const { cards } = deps;
  const toast = (key: ToastWith) => cards.toast('info', key);
  const { own, aboutCopied } = ownLists(cards);

  /** The card that was at this position of the list: a page of it, or the digest of a day. */
  async function back({ click, value: { c: position }, tx }: OnList): Promise<Shown> {
    const to = { owner: click.operator, timezone: zoneOf(click) };
    const data = position.startsWith('d')
      ? await digestCard(tx, deps, to, position.slice(1))
      : await unreadCard(tx, deps, to, readPosition(position) ?? FIRST);
    return { type: 'raw', data };
  }

  async function markAsRead(pressed: OnItem): Promise<ClickAnswer> {
    const instanceId = referredTo(pressed.value.i) ?? '';
    const marked = await markRead(pressed.tx, deps.clock, instanceId, pressed.click.operator);
    const answer = marked ? toast('toast.marked_read') : toast('toast.marked_before');
    return { toast: answer, card: await back(pressed) };
  }

  return [
    aboutCopied(BUTTONS.unreadRead, markAsRead),
    own(BUTTONS.unreadPage, async (pressed) => ({ card: await back(pressed) })),
    ...putOffActions(deps, back),
  ];
}

/** The menu of an item, and the day chosen for it. */
function putOffActions(deps: ListDeps, back: (pressed: OnList) => Promise<Shown>): Action[] {
  const { cards } = deps;
  const { aboutCopied } = ownLists(cards);

  /** Asks for the day, or shows what is left when the item was read meanwhile. */
  async function whichDay(pressed: OnItem): Promise<Shown> {
    const { click, value, tx } = pressed;
    const { i: instanceCode, c: position } = value;
    const instance = (await waitingFor(tx, click.operator)).find(isIt(instanceCode));
    if (!instance) return back(pressed);
    const tomorrow = addDays(await today(pressed), 1);
    const names = namesOf(instance, await toldOf(tx, deps, click.operator, [instance]));
    const view = { owner: click.operator, instanceCode, ...names, position, tomorrow };
    return { type: 'raw', data: cards.card('snooze', view) };
  }

  async function later(pressed: OnItem, until: LocalDate): Promise<ClickAnswer> {
    const { tx, click, value } = pressed;
    await putOff(tx, deps, click, value.i, until);
    return { toast: cards.toast('info', 'toast.snoozed', { date: until }), card: await back(pressed) };
  }

  const today = ({ click, tx }: OnList) => todayThere(tx, deps, click);

  return [
    aboutCopied(BUTTONS.unreadSnooze, async (pressed) => {
      const { option } = pressed.click;
      if (option === 'tomorrow') return later(pressed, addDays(await today(pressed), 1));
      if (option === 'monday') return later(pressed, nextMonday(await today(pressed)));
      return { card: await whichDay(pressed) };
    }),
    aboutCopied(BUTTONS.unreadSnoozeDate, async (pressed) => {
      const until = readDate(textOf(pressed.click.form.until).slice(0, 10));
      if (!until || until <= (await today(pressed))) return { toast: cards.toast('info', 'toast.date_past') };
      return later(pressed, until);
    }),
  ];
}
