import type { CardBook } from '../cards/book.ts';
import type { ToastKey } from '../cards/keys.ts';
import type { Tx } from '../store/db.ts';
import { enterPress, keepPress } from '../store/tables/card-presses.ts';
import type { CardKind, SentCard } from '../store/tables/sent-cards.ts';
import { cardAt } from './card-at.ts';
import { type Click, type ClickAnswer, type ClickHandler, textOf } from './click.ts';

declare const guarded: unique symbol;

/** What a button does. Only the makers below can make one, so that none goes without a guard. */
export type Action = ClickHandler & { readonly [guarded]: true };

/** A click that is let through. */
export interface Pressed<Thing> {
  click: Click;
  /** The very card on which it was. */
  card: SentCard;
  /** What the card was made for. */
  thing: Thing;
  tx: Tx;
}

/** Which cards an action is on, and what they are about. */
export interface Surface<Thing> {
  kind: CardKind;
  /** The field of the button's value that names what the card was made for; it must agree with what is kept of the card. */
  named?: string;
  /** Looks up what the card was made for, by what is kept of it; undefined when it is gone or over. */
  find(card: SentCard, tx: Tx): Promise<Thing | undefined>;
  /** What others, and whoever clicks on a card that is over or is not the one that was sent, are told. */
  notYours: ToastKey;
  outdated: ToastKey;
}

/** How a repetition is told where pressing makes something new. */
export interface Once<Thing> {
  /** A press after this long is another one, ms. */
  forMs: number;
  /** What tells presses of one card apart; undefined for one that may be repeated. */
  version(pressed: Pressed<Thing>): string | undefined;
  /** Whether what an earlier press has made is still there: if not, another may be made at once. */
  isOpen?(made: string, tx: Tx): Promise<boolean>;
  told: ToastKey;
}

/** `by-state`: pressing only shows something, or what was made for the card tells itself that it was pressed before. */
export type Repetition<Thing> = 'by-state' | Once<Thing>;

/** `made` is an id of what the press has made. */
type Decide<Thing> = (pressed: Pressed<Thing>) => Promise<ClickAnswer & { made?: string }>;

type Maker<Thing> = (repetition: Repetition<Thing>, decide: Decide<Thing>) => Action;

/** Makes actions for cards that act for the person they were made for alone, whoever else can read them in a group. */
export const forOwner = <Thing>(cards: CardBook, surface: Surface<Thing>): Maker<Thing> =>
  maker(cards, surface, ({ owner }, { operator }) => owner === operator);

/**
 * Makes actions that anybody who sees the card may press, in the chat where it was put: `because` nothing comes of it but for
 * that person.
 */
export const forAnybody = <Thing>(
  cards: CardBook,
  surface: Omit<Surface<Thing>, 'notYours'> & { because: string },
): Maker<Thing> => maker(cards, { ...surface, notYours: surface.outdated }, () => true);

function maker<Thing>(
  cards: CardBook,
  { kind, named, find, notYours, outdated }: Surface<Thing>,
  mayPress: (card: SentCard, click: Click) => boolean,
): Maker<Thing> {
  const refuse = (key: ToastKey): ClickAnswer => ({ toast: cards.toast('warning', key) });

  return (repetition, decide) => {
    const handler: ClickHandler = async (click, tx) => {
      const about = named === undefined ? undefined : textOf(click.value[named]);
      const card = await cardAt(tx, click, { kind, about });
      if (!card) return refuse(outdated);
      if (!mayPress(card, click)) return refuse(notYours);
      const thing = await find(card, tx);
      if (thing === undefined) return refuse(outdated);
      const pressed = { click, card, thing, tx };
      if (repetition === 'by-state') return decide(pressed);
      return once(cards, repetition, pressed, decide);
    };
    return handler as Action;
  };
}

/** Decides unless the same was pressed before. */
async function once<Thing>(
  cards: CardBook,
  { forMs, version, isOpen, told }: Once<Thing>,
  pressed: Pressed<Thing>,
  decide: Decide<Thing>,
): Promise<ClickAnswer> {
  const { card, click, tx } = pressed;
  const which = version(pressed);
  if (which === undefined) return decide(pressed);
  const press = { cardKey: card.key, action: textOf(click.value.a), version: which };
  const before = await enterPress(tx, press);
  const counts =
    before !== undefined &&
    before.msAgo < forMs &&
    (!before.made || !isOpen || (await isOpen(before.made, tx)));
  if (counts) return { toast: cards.toast('info', told) };
  const { made, ...answer } = await decide(pressed);
  await keepPress(tx, press, made);
  return answer;
}
