import type { Chat } from '../world/chats.ts';
import type { Person } from '../world/schema.ts';

export type MessageType =
  | 'text'
  | 'post'
  | 'interactive'
  | 'image'
  | 'file'
  | 'media'
  | 'audio'
  | 'merge_forward';

/** Someone mentioned in a message. */
export interface Mention {
  /** `@_user_1`, as it stands in the content. */
  readonly key: string;
  /** The person, or the bot itself. */
  readonly who: Person | 'bot';
}

export interface Message {
  readonly message_id: string;
  readonly chat: Chat;
  readonly sender: Person | 'bot';
  readonly msg_type: MessageType;
  /** The parsed content, in the form in which it is received. */
  content: Record<string, unknown>;
  readonly mentions: readonly Mention[];
  readonly parent_id: string | undefined;
  readonly root_id: string | undefined;
  readonly thread_id: string | undefined;
  /** Copies of the messages that this one has merged. */
  readonly merged?: readonly Message[];
  readonly create_time: number;
  update_time: number;
  recalled: boolean;
  /** How often the message was changed through the API. */
  patches: number;
}

/** The messages of all chats, oldest first. */
export interface Messages {
  readonly all: Message[];
  find(messageId: string): Message | undefined;
}

export function createMessages(): Messages {
  const all: Message[] = [];
  return { all, find: (messageId) => all.find((message) => message.message_id === messageId) };
}
