import type { CardBook } from '../cards/book.ts';
import type { ToastKey } from '../cards/keys.ts';
import type { Tx } from '../store/db.ts';
import { earlierAttempt } from '../store/tables/outbound.ts';
import type { Click, ClickAnswer, ClickHandler } from './feature.ts';

export interface OwnCard<Thing> {
  /** What the card is about, by the button's value. */
  find(click: Click, tx: Tx): Promise<Thing | undefined>;
  /** open_id of the person for whom the card was made. */
  owner(thing: Thing): string;
  /** The key under which the card was sent. */
  sentAs(thing: Thing): string;
  /** Whether the card may not act any more, for instance because it is too old. */
  isOver?(thing: Thing): boolean;
  /** What others, and a card that is over or is not the one that was sent, are told. */
  notYours: ToastKey;
  outdated: ToastKey;
}

/** Lets only the person through for whom a card was made, and only on the very card that was sent: not on a forwarded one. */
export function onOwnCard<Thing>(cards: CardBook, card: OwnCard<Thing>) {
  const refuse = (key: ToastKey): ClickAnswer => ({ toast: cards.toast('warning', key) });
  return (decide: (click: Click, thing: Thing, tx: Tx) => Promise<ClickAnswer>): ClickHandler =>
    async (click, tx) => {
      const thing = await card.find(click, tx);
      if (!thing) return refuse(card.outdated);
      if (card.owner(thing) !== click.operator) return refuse(card.notYours);
      const { messageId } = await earlierAttempt(tx, card.sentAs(thing));
      const isCopy = messageId !== null && messageId !== click.messageId;
      if (isCopy || card.isOver?.(thing)) return refuse(card.outdated);
      return decide(click, thing, tx);
    };
}
