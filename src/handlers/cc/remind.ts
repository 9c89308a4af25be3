import { BUTTONS } from '../../cards/buttons.ts';
import type { Action } from '../../dispatch/actions.ts';
import { HOUR_MS } from '../../lib/clock.ts';
import { timeOfDay } from '../../lib/time-zone.ts';
import { sendCard } from '../../outbound/outbox.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import { claimReminder } from '../../store/tables/cc-receipts.ts';
import { nameOfDefinition } from '../../wording/names.ts';
import { aboutOne } from './about.ts';
import type { CcDeps } from './deps.ts';
import { keptView } from './receipt.ts';
import { onReceipt } from './receipt-actions.ts';
import { whoRead } from './who-read.ts';

const ONCE_IN_MS = 4 * HOUR_MS;

/** The button that sends a card to each recipient who has not read: for the sender, once in 4 h. */
export function remindAction(deps: Pick<CcDeps, 'cards' | 'summaries'>): Action {
  const { cards } = deps;
  return onReceipt(cards)(
    BUTTONS.ccRemind,
    'by-state',
    async ({ click, value, card, thing: { request, receipt }, tx }) => {
      if (value.k !== card.key) return { toast: cards.toast('warning', 'toast.receipt_outdated') };
      const { unread } = whoRead(request, await copiesOfInstance(tx, receipt.instanceCode));
      if (unread.length === 0) return { toast: cards.toast('success', 'toast.all_read') };
      const { claimed, at } = await claimReminder(tx, request.id, ONCE_IN_MS);
      if (!claimed)
        return {
          toast: cards.toast('info', 'toast.reminded_already', { time: timeOfDay(at, click.timezone) }),
        };
      const view = keptView(receipt);
      const approvalName = await nameOfDefinition(tx, receipt.approvalCode, view.approvalName);
      for (const openId of unread) {
        const { about } = await aboutOne(tx, deps, openId, receipt.instanceCode);
        await sendCard(tx, `remind:${request.id}:${at}:${openId}`, {
          to: { kind: 'person', openId },
          card: cards.card('cc-reminder', { ...view, approvalName, about, show: null, reading: null }),
          about: { approvalCode: receipt.approvalCode, instanceCode: receipt.instanceCode },
        });
      }
      return { toast: cards.toast('success', 'toast.reminded', { count: unread.length }) };
    },
  );
}
