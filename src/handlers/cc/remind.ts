import type { CcReceiptView } from '../../cards/views.ts';
import { HOUR_MS } from '../../clock.ts';
import { textOf } from '../../dispatch/click-value.ts';
import type { Click, ClickHandler } from '../../dispatch/feature.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import { claimReminder, openReceipt, receiptOfRequest } from '../../store/tables/cc-receipts.ts';
import { findRequest } from '../../store/tables/cc-requests.ts';
import { earlierAttempt } from '../../store/tables/outbound.ts';
import type { CcParts } from './parts.ts';
import { timeOfDay } from './time-of-day.ts';
import { whoRead } from './who-read.ts';

const ONCE_IN_MS = 4 * HOUR_MS;

/** The button that sends a card to each recipient who has not read: for the sender, once in 4 h. */
export function remindAction({ cards }: Pick<CcParts, 'cards'>): ClickHandler {
  return async (click, tx) => {
    const cardKey = textOf(click.value.k);
    const request = await findRequest(tx, textOf(click.value.r));
    const receipt = request && (await receiptOfRequest(tx, request.id));
    if (!receipt || !cardKey || !(await isCard(tx, cardKey, click)))
      return { toast: cards.toast('warning', 'toast.outdated') };
    if (request.sender !== click.operator) return { toast: cards.toast('warning', 'toast.remind_not_yours') };
    const { unread } = whoRead(request, await copiesOfInstance(tx, receipt.instanceCode));
    if (unread.length === 0) return { toast: cards.toast('success', 'toast.all_read') };
    const { claimed, at } = await claimReminder(tx, request.id, ONCE_IN_MS);
    if (!claimed)
      return {
        toast: cards.toast('info', 'toast.reminded_already', { time: timeOfDay(at, click.timezone) }),
      };
    const view: CcReceiptView = JSON.parse(receipt.view);
    for (const openId of unread)
      await sendCard(tx, `remind:${request.id}:${at}:${openId}`, {
        to: { kind: 'person', openId },
        card: cards.card('cc-reminder', view),
        about: { approvalCode: receipt.approvalCode, instanceCode: receipt.instanceCode },
      });
    return { toast: cards.toast('success', 'toast.reminded', { count: unread.length }) };
  };
}

/** Whether the click came from the very card that was sent under this key: forwarded ones don't act. */
async function isCard(tx: Tx, cardKey: string, { messageId }: Click): Promise<boolean> {
  const sent = (await openReceipt(tx, cardKey))?.messageId ?? (await earlierAttempt(tx, cardKey)).messageId;
  return sent === null || sent === messageId;
}
