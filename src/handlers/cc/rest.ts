import type { CardBook } from '../../cards/book.ts';
import type { LeftOutView } from '../../cards/views.ts';
import { sendPrivately } from '../../outbound/notices.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import type { NewCcRequest } from '../../store/tables/cc-requests.ts';

/** A request that only some of those can have who were named: `recipients` are the others. */
type PartialRequest = Omit<NewCcRequest, 'leftOutSelf' | 'instanceCode'>;

/**
 * Asks the sender whether the others are to get it: whoever names several people may want all of them or none. The buttons
 * are those of the picker, whose place the card takes if there was one.
 */
export async function askForRest(
  tx: Tx,
  cards: CardBook,
  request: PartialRequest,
  instanceCode: string,
  leftOut: LeftOutView,
): Promise<void> {
  const { id, sender, recipients, pickerMessageId } = request;
  const card = cards.card('cc-rest', { requestId: id, instanceCode, recipients, leftOut });
  const offers = [instanceCode];
  const press = { kind: 'cc-picker', owner: sender, about: id, offers } as const;
  const key = `rest:${id}:${recipients.length}`;
  if (pickerMessageId === null)
    return sendPrivately(tx, cards, request, { key, card, press, sent: 'cc.rest_sent' });
  await sendCard(tx, key, { to: { kind: 'replace', messageId: pickerMessageId }, card, press });
}
