import { nameOf } from '../im/mentions.ts';
import type { Message, MessageType } from '../im/model.ts';
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
  /** Who is meant by the keys in a text, with the name that is shown. */
  readonly mentions: readonly { key: string; open_id: string; name: string }[];
  readonly parent_id?: string;
  readonly root_id?: string;
  /** Unix times in milliseconds. */
  readonly create_time: number;
  readonly update_time: number;
  readonly recalled: boolean;
  /** How often it was changed through the API. */
  readonly patches: number;
}

/** A message as it is shown: a copy, so that holding one does not change with the chat. */
export function shownMessage(message: Message, platform: Platform): SandboxMessage {
  const { parent_id, root_id } = message;
  return {
    message_id: message.message_id,
    chat_id: message.chat.chat_id,
    sender: message.sender === 'bot' ? 'bot' : message.sender.handle,
    msg_type: message.msg_type,
    content: structuredClone(message.content),
    mentions: message.mentions.map(({ key, who }) => ({
      key,
      open_id: who === 'bot' ? platform.world.app.open_id : who.open_id,
      name: nameOf(who, platform),
    })),
    ...(parent_id !== undefined && { parent_id }),
    ...(root_id !== undefined && { root_id }),
    create_time: message.create_time,
    update_time: message.update_time,
    recalled: message.recalled,
    patches: message.patches,
  };
}

/** The messages of a chat, oldest first. */
export function shownMessages(chat: Chat, platform: Platform): SandboxMessage[] {
  const inChat = platform.messages.all.filter((message) => message.chat === chat);
  return inChat.map((message) => shownMessage(message, platform));
}
