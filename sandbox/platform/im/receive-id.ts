import { refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Chat } from '../world/chats.ts';
import { reachable } from '../world/chats.ts';

export const RECEIVE_ID_TYPES = ['open_id', 'union_id', 'user_id', 'email', 'chat_id'] as const;
export type ReceiveIdType = (typeof RECEIVE_ID_TYPES)[number];

/**
 * Refuses to write where the bot may not: groups without it, people outside the app's range. Someone who has resigned is
 * 230013 as well, as the page says beside that code.
 */
export function checkWritable(chat: Chat, platform: Platform): void {
  if (!platform.world.app.has_bot) refuse(230006);
  if (!chat.bot) refuse(230002);
  if (chat.type === 'group') return;
  const [person] = chat.members;
  if (person === undefined) return;
  if (!platform.directory.isOfTenant(person)) refuse(230038);
  if (!reachable(person)) refuse(230013);
}

/** The chat that a receive_id stands for, when the bot may write there. */
export function chatOf(type: ReceiveIdType, id: string, platform: Platform): Chat {
  if (type === 'open_id' && platform.world.app.open_ids !== 'own') refuse(99992361);
  const chat = type === 'chat_id' ? platform.chats.byId(id) : directChat(type, id, platform);
  if (chat === undefined) return refuse(230034);
  checkWritable(chat, platform);
  return chat;
}

function directChat(
  type: Exclude<ReceiveIdType, 'chat_id'>,
  id: string,
  platform: Platform,
): Chat | undefined {
  const person = platform.directory.find(type, id);
  return person && platform.chats.direct(person);
}
