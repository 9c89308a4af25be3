import type { CardBook } from '../../../cards/book.ts';
import { type Action, forOwner, type Pressed } from '../../../dispatch/actions.ts';
import { type Click, type ClickAnswer, textOf } from '../../../dispatch/click.ts';
import type { Tx } from '../../../store/db.ts';
import { isCopiedTo } from '../../../store/tables/cc-instances.ts';
import { readPlace } from './place.ts';

type Decide = (click: Click, tx: Tx) => Promise<ClickAnswer>;

/**
 * Lets a list or a digest act for the person it was made for, as it would show its clicker's own to whoever else sees it.
 * Pressing twice ends in the same: it shows something, or sets what it has set.
 */
export function ownLists(cards: CardBook) {
  const outdated = (): ClickAnswer => ({ toast: cards.toast('warning', 'toast.list_outdated') });
  const onList = forOwner<string>(cards, {
    kind: 'unread',
    named: 'o',
    find: async ({ about }) => about,
    notYours: 'toast.list_not_yours',
    outdated: 'toast.list_outdated',
  });

  const own = (decide: Decide): Action =>
    onList('by-state', async (pressed) =>
      isPlace(pressed) ? decide(pressed.click, pressed.tx) : outdated(),
    );

  return {
    own,
    /** The same about an instance, which must have been copied to the person. */
    aboutCopied: (decide: Decide): Action =>
      own(async (click, tx) => {
        const copied = await isCopiedTo(tx, click.operator, textOf(click.value.i));
        return copied ? decide(click, tx) : outdated();
      }),
  };
}

/** A page of the list on any card, and the digest of the day for which the card was made. */
function isPlace({ click, card }: Pressed<string>): boolean {
  const place = textOf(click.value.c);
  return readPlace(place) !== undefined || (place.startsWith('d') && card.offers.includes(place.slice(1)));
}
