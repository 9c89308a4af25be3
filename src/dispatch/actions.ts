import type { CardBook } from '../cards/book.ts';
import type { Button } from '../cards/buttons.ts';
import type { ToastWith } from '../cards/keys.ts';
import type { Tx } from '../store/db.ts';
import { enterPress, keepPress } from '../store/tables/card-presses.ts';
import type { CardKind, SentCard } from '../store/tables/sent-cards.ts';
import { cardAt } from './card-at.ts';
import { type Click, type ClickAnswer, type ClickHandler, textOf } from './click.ts';

declare const guarded: unique symbol;

/** What a button does. Only the makers below can make one, so that none goes without a guard. */
export interface Action {
  readonly [guarded]: true;
  /** As the button's value names it. */
  readonly name: string;
  readonly decide: ClickHandler;
}

/** A click that is let through. */
export interface Pressed<Thing, Value = unknown> {
  click: Click;
  /** What the button carried. */
  value: Value;
  /** The very card on which it was. */
  card: SentCard;
  /** What the card was made for. */
  thing: Thing;
  tx: Tx;
}

/** Which cards an action is on, and what they are about. */
export interface Surface<Thing, Named extends string> {
  kind: CardKind;
  /** The field of the button's value that names what the card was made for; it must agree with what is kept of the card. */
  named?: Named;
  /** Looks up what the card was made for, by what is kept of it; undefined when it is gone or over. */
  find(card: SentCard, tx: Tx): Promise<Thing | undefined>;
  /** What others, and whoever clicks on a card that is over or is not the one that was sent, are told. */
  notYours: ToastWith;
  outdated: ToastWith;
}

/** How a repetition is told where pressing makes something new. */
export interface Once<Thing, Value = unknown> {
  /** A press after this long is another one, ms. */
  forMs: number;
  /** What tells presses of one card apart; undefined for one that may be repeated. */
  version(pressed: Pressed<Thing, Value>): string | undefined;
  /** Whether what an earlier press has made is still there: if not, another may be made at once. */
  isOpen?(made: string, tx: Tx): Promise<boolean>;
  told: ToastWith;
}

/** `by-state`: pressing only shows something, or what was made for the card tells itself that it was pressed before. */
export type Repetition<Thing, Value> = 'by-state' | Once<Thing, Value>;

/** `made` is an id of what the press has made. */
type Decide<Thing, Value> = (pressed: Pressed<Thing, Value>) => Promise<ClickAnswer & { made?: string }>;

/** Makes the action of a button; which presses of it are the same one is always said. */
type Maker<Thing, Named extends string> = <Value extends Record<Named, string>>(
  button: Button<Value>,
  repetition: Repetition<Thing, NoInfer<Value>>,
  decide: Decide<Thing, NoInfer<Value>>,
) => Action;

/** Makes actions for cards that act for the person they were made for alone, whoever else can read them in a group. */
export const forOwner = <Thing, Named extends string = never>(
  cards: CardBook,
  surface: Surface<Thing, Named>,
): Maker<Thing, Named> => maker(cards, surface, ({ owner }, { operator }) => owner === operator);

/**
 * Makes actions that anybody who sees the card may press, in the chat where it was put: `because` nothing comes of it but for
 * that person.
 */
export const forAnybody = <Thing, Named extends string = never>(
  cards: CardBook,
  surface: Omit<Surface<Thing, Named>, 'notYours'> & { because: string },
): Maker<Thing, Named> => maker(cards, { ...surface, notYours: surface.outdated }, () => true);

function maker<Thing, Named extends string>(
  cards: CardBook,
  { kind, named, find, notYours, outdated }: Surface<Thing, Named>,
  mayPress: (card: SentCard, click: Click) => boolean,
): Maker<Thing, Named> {
  const refuse = (key: ToastWith): ClickAnswer => ({ toast: cards.toast('warning', key) });

  return (button, repetition, decide) => {
    const guardedDecision: ClickHandler = async (click, tx) => {
      const value = button.unpack(click.value);
      const card = value && (await cardAt(tx, click, { kind, about: named && value[named] }));
      if (!card) return refuse(outdated);
      if (!mayPress(card, click)) return refuse(notYours);
      const thing = await find(card, tx);
      if (thing === undefined) return refuse(outdated);
      const pressed = { click, value, card, thing, tx };
      return repetition === 'by-state' ? decide(pressed) : once(cards, repetition, pressed, decide);
    };
    return { name: button.name, decide: guardedDecision } as Action;
  };
}

/** Decides unless the same was pressed before. */
async function once<Thing, Value>(
  cards: CardBook,
  { forMs, version, isOpen, told }: Once<Thing, Value>,
  pressed: Pressed<Thing, Value>,
  decide: Decide<Thing, Value>,
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
