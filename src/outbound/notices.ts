import type { CardBook } from '../cards/book.ts';
import type { NoticeView } from '../cards/views.ts';
import type { IncomingMessage } from '../dispatch/feature.ts';
import type { Tx } from '../store/db.ts';
import { sendCard } from './outbox.ts';

/** Answers a message with one sentence; at most once for each message and sentence. */
export async function answer(
  tx: Tx,
  cards: CardBook,
  message: Pick<IncomingMessage, 'messageId' | 'chatId'>,
  view: NoticeView,
) {
  await sendCard(tx, `notice:${message.messageId}:${view.key}`, {
    to: { kind: 'reply', messageId: message.messageId, chatId: message.chatId },
    card: cards.card('notice', view),
  });
}

/** The same in the sender's direct chat, where nobody else reads it. */
export async function answerPrivately(
  tx: Tx,
  cards: CardBook,
  message: Pick<IncomingMessage, 'messageId' | 'chatId' | 'direct' | 'sender'>,
  view: NoticeView,
) {
  if (message.direct) return answer(tx, cards, message, view);
  await sendCard(tx, `private:${message.messageId}:${view.key}`, {
    to: { kind: 'person', openId: message.sender },
    card: cards.card('notice', view),
  });
}
