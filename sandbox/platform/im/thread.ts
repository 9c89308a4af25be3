import type { IdSource } from '../ids.ts';
import type { Chat } from '../world/chats.ts';
import type { Message } from './model.ts';

/**
 * The topic of a new message: that of the one it replies to, or its own in a group of topics.
 * https://open.feishu.cn/document/server-docs/im-v1/message/thread-introduction
 */
export function threadOf(chat: Chat, parent: Message | undefined, ids: IdSource): string | undefined {
  return parent?.thread_id ?? (chat.topics ? `omt_${ids.hex(12)}` : undefined);
}
