import type { CardBook } from '../cards/book.ts';
import type { NoticeView } from '../cards/views.ts';
import type { IncomingMessage } from '../dispatch/feature.ts';
import type { Tx } from '../store/db.ts';
import type { Pressable } from '../store/tables/sent-cards.ts';
import { type Keyed, sendCard } from './outbox.ts';

type Asked = Pick<IncomingMessage, 'messageId' | 'chatId'>;

/** Answers a message with one sentence; at most once for each message and sentence. */
export async function answer(tx: Tx, cards: CardBook, message: Asked, view: NoticeView) {
  const { key, outgoing } = notice(cards, message, view);
  await sendCard(tx, key, outgoing);
}

/** The same in the sender's direct chat, where nobody else reads it. */
export async function answerPrivately(
  tx: Tx,
  cards: CardBook,
  message: Asked & Pick<IncomingMessage, 'direct' | 'sender'>,
  view: NoticeView,
) {
  if (message.direct) return answer(tx, cards, message, view);
  await sendCard(tx, `private:${message.messageId}:${view.key}`, {
    to: { kind: 'person', openId: message.sender },
    card: cards.card('notice', view),
    otherwise: unwritable(cards, message),
  });
}

/**
 * Sends a card that answers a message and is for the sender's eyes only: in a group the sentence `sent` tells that it
 * is in the direct chat, once it is.
 */
export async function sendPrivately(
  tx: Tx,
  cards: CardBook,
  message: Asked & Pick<IncomingMessage, 'direct' | 'sender'>,
  { key, card, press, sent }: { key: string; card: object; press: Pressable; sent: NoticeView['key'] },
) {
  const { messageId, chatId, direct, sender } = message;
  if (direct) return sendCard(tx, key, { to: { kind: 'reply', messageId, chatId }, card, press });
  await sendCard(tx, key, {
    to: { kind: 'person', openId: sender },
    card,
    press,
    ...toldWhere(cards, message, sent),
  });
}

/** What the group reads about a card that goes to the sender's direct chat: `sent` once it is there, or that it can't be. */
export const toldWhere = (cards: CardBook, message: Asked, sent: NoticeView['key']) => ({
  next: notice(cards, message, { key: sent, level: 'info' }),
  otherwise: unwritable(cards, message),
});

/** A sentence as a reply to a message. */
function notice(cards: CardBook, message: Asked, view: NoticeView): Keyed {
  return {
    key: `notice:${message.messageId}:${view.key}`,
    outgoing: {
      to: { kind: 'reply', messageId: message.messageId, chatId: message.chatId },
      card: cards.card('notice', view),
    },
  };
}

/** What the group reads when the sender's direct chat can't be written to: that, and nothing of what was to be said there. */
const unwritable = (cards: CardBook, message: Asked) =>
  notice(cards, message, { key: 'message.unwritable', level: 'warning' });
