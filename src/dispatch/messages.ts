import type { CardBook } from '../cards/book.ts';
import { type MessageEvent, messageEvent } from '../feishu/events/message.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import { answer } from '../outbound/notices.ts';
import { generalProblem, withReference } from '../outbound/problems.ts';
import type { Db } from '../store/db.ts';
import { keyOfMessage } from '../store/tables/outbound.ts';
import { learnLanguage } from '../wording/readers.ts';
import { looksLikeCommand, mayConcern, type messageRouter } from './router.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The message event: routed to its command; the sender is told when nothing can come of it any more. */
export function messageHandler(
  { db, cards, words }: { db: Db; cards: CardBook; words: Vocabulary },
  route: ReturnType<typeof messageRouter>,
): EventHandler<MessageEvent> {
  /** A reply may be for the feature whose card it replies to, whatever it consists of. */
  const repliesToOurs = async ({ parent_id: parent }: MessageEvent['message']) =>
    !!parent && (await keyOfMessage(db, parent)) !== undefined;
  return {
    schema: messageEvent,
    concerns: ({ message }) => mayConcern(message, words) || repliesToOurs(message),
    async run(event, receivedAt) {
      await learnLanguage(db, event);
      return route(event, receivedAt);
    },
    async gaveUp({ sender: { sender_id: from }, message }, error, tx) {
      if (message.chat_type !== 'p2p' && !looksLikeCommand(message, words)) return;
      const direct = message.chat_type === 'p2p';
      const sender = from?.open_id ?? '';
      const to = { messageId: message.message_id, chatId: message.chat_id, direct, sender };
      const key = generalProblem(error);
      await answer(tx, cards, to, { ...withReference(key, message.message_id), level: 'error' });
    },
  };
}
