import { BUTTONS } from '../../cards/buttons.ts';
import type { Action } from '../../dispatch/actions.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import { changeView, findReceipt } from '../../store/tables/cc-receipts.ts';
import { aboutOne } from './about.ts';
import { type CcDeps, liveQueue } from './deps.ts';
import { isFollowed, keptView, receiptCard } from './receipt.ts';
import { onReceipt } from './receipt-actions.ts';
import { whoRead } from './who-read.ts';

/** The button by which the sender lets a group read on the receipt what the approval is about. */
export function showAction(deps: Pick<CcDeps, 'cards' | 'summaries' | 'approvalCodes'>): Action {
  const { cards } = deps;
  const outdated = { toast: cards.toast('warning', 'toast.receipt_outdated') };
  return onReceipt(cards)(
    BUTTONS.ccShow,
    'by-state',
    async ({ click, value, card, thing: { request }, tx }) => {
      const receipt = value.k === card.key ? await findReceipt(tx, card.key) : undefined;
      if (!receipt) return outdated;
      const { about } = await aboutOne(tx, deps, click.operator, receipt.instanceCode);
      if (about === null) return outdated;
      const view = { ...keptView(receipt), about, show: null };
      await changeView(tx, card.key, JSON.stringify(view));
      // An update that is under way may still bring the card as it was.
      await liveQueue.add(tx, { key: `${card.key}@about`, payload: { cardKey: card.key } });
      const reading = isFollowed(deps, receipt)
        ? whoRead(request, await copiesOfInstance(tx, receipt.instanceCode))
        : undefined;
      const data = receiptCard(deps, view, request.id, card.key, reading);
      return { toast: cards.toast('success', 'toast.about_shown'), card: { type: 'raw', data } };
    },
  );
}
