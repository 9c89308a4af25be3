import type { CardBook } from '../../../cards/book.ts';
import type { Button } from '../../../cards/buttons.ts';
import { type Action, forOwner, type Pressed } from '../../../dispatch/actions.ts';
import type { ClickAnswer } from '../../../dispatch/click.ts';
import { isCopiedTo } from '../../../store/tables/cc-instances.ts';
import { readPosition } from './position.ts';

/** Whose list, and at which position of it. */
export interface InList {
  o: string;
  c: string;
}

type Decide<Value> = (pressed: Pressed<string, Value>) => Promise<ClickAnswer>;

/**
 * Lets a list or a digest act for the person it was made for, as it would show its clicker's own to whoever else sees it.
 * Pressing twice ends in the same: it shows something, or sets what it has set.
 */
export function ownLists(cards: CardBook) {
  const outdated = (): ClickAnswer => ({ toast: cards.toast('warning', 'toast.list_outdated') });
  const onList = forOwner(cards, {
    kind: 'unread',
    named: 'o',
    find: async ({ about }) => about,
    notYours: 'toast.list_not_yours',
    outdated: 'toast.list_outdated',
  });

  const own = <Value extends InList>(button: Button<Value>, decide: Decide<Value>): Action =>
    onList(button, 'by-state', async (pressed) => (isPosition(pressed) ? decide(pressed) : outdated()));

  return {
    own,
    /** The same about an instance, which must have been copied to the person. */
    aboutCopied: <Value extends InList & { i: string }>(button: Button<Value>, decide: Decide<Value>) =>
      own(button, async (pressed) => {
        const copied = await isCopiedTo(pressed.tx, pressed.click.operator, pressed.value.i);
        return copied ? decide(pressed) : outdated();
      }),
  };
}

/** A page of the list on any card, and the digest of the day for which the card was made. */
function isPosition({ value, card }: Pressed<string, InList>): boolean {
  const position = value.c;
  return (
    readPosition(position) !== undefined ||
    (position.startsWith('d') && card.offers.includes(position.slice(1)))
  );
}
