import type { CardBook } from '../../cards/book.ts';
import { forOwner } from '../../dispatch/actions.ts';
import { receiptOfRequest } from '../../store/tables/cc-receipts.ts';
import { findRequest } from '../../store/tables/cc-requests.ts';

/** Lets a receipt act for whoever has copied, of which it is the receipt. */
export const onReceipt = (cards: CardBook) =>
  forOwner(cards, {
    kind: 'cc-receipt',
    named: 'r',
    async find({ about }, tx) {
      const request = await findRequest(tx, about);
      const receipt = request && (await receiptOfRequest(tx, request.id));
      return receipt && { request, receipt };
    },
    notYours: 'toast.remind_not_yours',
    outdated: 'toast.receipt_outdated',
  });
