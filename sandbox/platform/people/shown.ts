import type { MessageType } from '../im/model.ts';
import type { Platform } from '../platform.ts';
import type { Chat } from '../world/chats.ts';

/** A message as a chat shows it. */
export interface SandboxMessage {
  readonly message_id: string;
  readonly chat_id: string;
  /** A person's handle, or `bot`. */
  readonly sender: string;
  readonly msg_type: MessageType;
  /** Parsed: for a card its JSON as it is shown now. */
  readonly content: Record<string, unknown>;
  readonly parent_id?: string;
  readonly root_id?: string;
  /** Unix times in milliseconds. */
  readonly create_time: number;
  readonly update_time: number;
  readonly recalled: boolean;
  /** How often it was changed through the API. */
  readonly patches: number;
}

/** The messages of a chat, oldest first: copies, so that holding one does not change with the chat. */
export function shownMessages(chat: Chat, { messages }: Platform): SandboxMessage[] {
  const inChat = messages.all.filter((message) => message.chat === chat);
  return inChat.map(({ parent_id, root_id, ...message }) => ({
    message_id: message.message_id,
    chat_id: chat.chat_id,
    sender: message.sender === 'bot' ? 'bot' : message.sender.handle,
    msg_type: message.msg_type,
    content: structuredClone(message.content),
    ...(parent_id !== undefined && { parent_id }),
    ...(root_id !== undefined && { root_id }),
    create_time: message.create_time,
    update_time: message.update_time,
    recalled: message.recalled,
    patches: message.patches,
  }));
}
