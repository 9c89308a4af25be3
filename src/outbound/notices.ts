import type { CardBook } from '../cards/book.ts';
import type { PlainNotice } from '../cards/keys.ts';
import type { Notice } from '../cards/views.ts';
import type { IncomingMessage } from '../feishu/incoming-message.ts';
import type { Tx } from '../store/db.ts';
import type { Pressable } from '../store/tables/sent-cards.ts';
import { type Keyed, type Outgoing, sendCard } from './outbox.ts';

type Asked = Pick<IncomingMessage, 'messageId' | 'chatId'>;
type Sender = Pick<IncomingMessage, 'direct' | 'sender'>;

/**
 * Answers a message with one sentence; at most once for each message and sentence. Where the bot may not speak in a group,
 * its sender, if known, is told in the direct chat.
 */
export async function answer(tx: Tx, cards: CardBook, message: Asked & Partial<Sender>, view: Notice) {
  const { key, outgoing } = answerOf(cards, message, view);
  await sendCard(tx, key, outgoing);
}

/** What `answer` sends. */
export function answerOf(cards: CardBook, message: Asked & Partial<Sender>, view: Notice): Keyed {
  const { key, outgoing } = notice(cards, message, view);
  const { direct, sender } = message;
  const otherwise = sender && !direct ? inPrivate(cards, { ...message, sender }, view) : undefined;
  return { key, outgoing: { ...outgoing, ...(otherwise && { otherwise }) } };
}

/** Answers a message with a card; where the bot may not speak in a group, in the sender's direct chat. */
export async function answerWith(
  tx: Tx,
  { messageId, chatId, direct, sender }: Asked & Sender,
  key: string,
  card: Omit<Outgoing, 'to'>,
) {
  const toPerson: Outgoing = { ...card, to: { kind: 'person', openId: sender }, again: key };
  const otherwise = direct ? {} : { otherwise: { key: `${key}:private`, outgoing: toPerson } };
  await sendCard(tx, key, { ...card, to: { kind: 'reply', messageId, chatId }, ...otherwise });
}

/**
 * The same in the sender's direct chat, where nobody else reads it. A group reads nothing of it, or the sentence `sent` once
 * it is there.
 */
export async function answerPrivately(
  tx: Tx,
  cards: CardBook,
  message: Asked & Sender,
  view: Notice,
  sent?: PlainNotice,
) {
  if (message.direct) return answer(tx, cards, message, view);
  const { key, outgoing } = inPrivate(cards, message, view);
  const told = sent ? toldWhere(cards, message, sent) : { otherwise: unwritable(cards, message) };
  await sendCard(tx, key, { ...outgoing, ...told });
}

/**
 * Sends a card that answers a message and is for the sender's eyes only: in a group the sentence `sent` tells that it
 * is in the direct chat, once it is.
 */
export async function sendPrivately(
  tx: Tx,
  cards: CardBook,
  message: Asked & Sender,
  { key, sent, ...card }: Omit<Outgoing, 'to'> & { key: string; press: Pressable; sent: PlainNotice },
) {
  const { messageId, chatId, direct, sender } = message;
  if (direct) return sendCard(tx, key, { to: { kind: 'reply', messageId, chatId }, ...card });
  await sendCard(tx, key, {
    ...card,
    to: { kind: 'person', openId: sender },
    ...toldWhere(cards, message, sent),
  });
}

/** What the group reads about a card that goes to the sender's direct chat: `sent` once it is there, or that it can't be. */
export const toldWhere = (cards: CardBook, message: Asked, sent: PlainNotice) => ({
  next: notice(cards, message, { key: sent, level: 'info' }),
  otherwise: unwritable(cards, message),
});

/** Under which key a sentence is sent as a reply to a message. */
export const noticeKey = ({ messageId }: Pick<Asked, 'messageId'>, key: PlainNotice | Notice['key']) =>
  `notice:${messageId}:${key}`;

/** A sentence as a reply to a message. */
function notice(cards: CardBook, message: Asked, view: Notice): Keyed {
  return {
    key: noticeKey(message, view.key),
    outgoing: {
      to: { kind: 'reply', messageId: message.messageId, chatId: message.chatId },
      card: cards.notice(view),
    },
  };
}

/** A sentence in the direct chat of whoever sent a message. */
export const inPrivate = (cards: CardBook, message: Asked & Pick<Sender, 'sender'>, view: Notice): Keyed => ({
  key: `private:${message.messageId}:${view.key}`,
  outgoing: { to: { kind: 'person', openId: message.sender }, card: cards.notice(view) },
});

/** What the group reads when the sender's direct chat can't be written to: that, and nothing of what was to be said there. */
const unwritable = (cards: CardBook, message: Asked) =>
  notice(cards, message, { key: 'message.unwritable', level: 'warning' });
