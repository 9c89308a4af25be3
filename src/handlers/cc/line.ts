import type { CardBook } from '../../cards/book.ts';
import type { Notice } from '../../cards/views.ts';
import { noticeKey } from '../../outbound/notices.ts';
import { type Destination, type Keyed, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import { earlierAttempt } from '../../store/tables/outbound.ts';

/** What a group reads while the sender is asked in the direct chat. */
const LINES = ['cc.picker_sent', 'cc.rest_sent'] as const;

type Asked = Pick<CcRequest, 'id' | 'messageId' | 'chatId' | 'direct'>;

/** The place of the line that tells a group that the sender is asked; undefined while none is known to be there. */
export async function placeOfLine(
  tx: Pick<Tx, 'all'>,
  request: Asked,
): Promise<Extract<Destination, { kind: 'replace' }> | undefined> {
  if (request.direct) return undefined;
  for (const line of LINES) {
    const { messageId } = await earlierAttempt(tx, noticeKey(request, line));
    if (messageId) return { kind: 'replace', messageId, chatId: request.chatId };
  }
  return undefined;
}

/** Says how a request has ended in the place of that line; where there is none, or it can't be changed, `otherwise`. */
export async function sayInLine(
  tx: Tx,
  cards: CardBook,
  request: Asked,
  view: Notice,
  otherwise?: Keyed,
): Promise<void> {
  const to = await placeOfLine(tx, request);
  const card = cards.notice(view);
  if (to) await sendCard(tx, `line:${request.id}`, { to, card, ...(otherwise && { otherwise }) });
  else if (otherwise) await sendCard(tx, otherwise.key, otherwise.outgoing);
}
