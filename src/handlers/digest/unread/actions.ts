import type { ToastKey } from '../../../cards/keys.ts';
import type { Action } from '../../../dispatch/actions.ts';
import { type Click, type ClickAnswer, textOf } from '../../../dispatch/click.ts';
import type { Tx } from '../../../store/db.ts';
import { unreadInstances } from '../../../store/tables/cc-instances.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { snooze } from '../../../store/tables/digest-snoozes.ts';
import { referredTo } from '../../../store/third-party-reference.ts';
import { markRead } from '../../../third-party/instance/mark-read.ts';
import type { DigestDeps } from '../deps.ts';
import { addDays, type LocalDate, nextMonday, readDate } from '../schedule/local-date.ts';
import { digestCard } from '../sending/card.ts';
import { todayOf } from '../settings/effective.ts';
import { unreadCard } from './list.ts';
import { ownLists } from './own-lists.ts';
import { FIRST, readPlace } from './place.ts';
import { namesOf } from './rows.ts';

/** The buttons of the list and of the digest: pages, and putting an item off. */
export function unreadActions(deps: DigestDeps): Record<string, Action> {
  const { cards } = deps;
  const toast = (key: ToastKey, params?: Record<string, string>) => cards.toast('info', key, params);

  const { own, aboutCopied } = ownLists(cards);

  /** The card that was at this place of the list: a page of it, or the digest of a day. */
  async function back(click: Click, tx: Tx): Promise<NonNullable<ClickAnswer['card']>> {
    const place = textOf(click.value.c);
    const data = place.startsWith('d')
      ? await digestCard(tx, deps, click.operator, place.slice(1))
      : await unreadCard(tx, deps, click.operator, readPlace(place) ?? FIRST);
    return { type: 'raw', data };
  }

  /** Asks for the day, or shows what is left when the item was read meanwhile. */
  async function whichDay(click: Click, tx: Tx): Promise<NonNullable<ClickAnswer['card']>> {
    const instanceCode = textOf(click.value.i);
    const all = await unreadInstances(tx, click.operator);
    const instance = all.find((one) => one.instanceCode === instanceCode);
    if (!instance) return back(click, tx);
    const tomorrow = addDays(await today(click, tx), 1);
    const place = textOf(click.value.c);
    const view = { owner: click.operator, instanceCode, ...namesOf(instance), place, tomorrow };
    return { type: 'raw', data: cards.card('snooze', view) };
  }

  async function putOff(click: Click, tx: Tx, until: LocalDate): Promise<ClickAnswer> {
    await snooze(tx, click.operator, textOf(click.value.i), until);
    return { toast: toast('toast.snoozed', { date: until }), card: await back(click, tx) };
  }

  const today = async (click: Click, tx: Tx) =>
    todayOf(await digestChoice(tx, click.operator), deps.defaults, deps.clock.now());

  async function markAsRead(click: Click, tx: Tx): Promise<ClickAnswer> {
    const instanceId = referredTo(textOf(click.value.i)) ?? '';
    const marked = await markRead(tx, deps.clock, instanceId, click.operator);
    const answer = marked ? toast('toast.marked_read') : toast('toast.marked_before');
    return { toast: answer, card: await back(click, tx) };
  }

  return {
    'unread.read': aboutCopied(markAsRead),
    'unread.page': own(async (click, tx) => ({ card: await back(click, tx) })),
    'unread.snooze': aboutCopied(async (click, tx) => {
      if (click.option === 'tomorrow') return putOff(click, tx, addDays(await today(click, tx), 1));
      if (click.option === 'monday') return putOff(click, tx, nextMonday(await today(click, tx)));
      return { card: await whichDay(click, tx) };
    }),
    'unread.snooze_date': aboutCopied(async (click, tx) => {
      const until = readDate(textOf(click.form?.until).slice(0, 10));
      if (!until || until <= (await today(click, tx))) return { toast: toast('toast.date_past') };
      return putOff(click, tx, until);
    }),
  };
}
