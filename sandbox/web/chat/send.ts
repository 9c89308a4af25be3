import type { PageChat } from '../../page/protocol.ts';
import { type Attachment, api } from '../api.ts';
import { as, replyTo } from '../store.ts';

/** Sends what the composer holds, as the reply that was begun if there is one. */
export async function send(
  chat: PageChat,
  what: { text: string } | { attachment: Attachment },
): Promise<void> {
  const parent = replyTo.value;
  replyTo.value = undefined;
  const reply = parent && { replyTo: parent.message_id };
  await api.say({ as: as.value, chat: chat.handle, ...what, ...reply });
}
