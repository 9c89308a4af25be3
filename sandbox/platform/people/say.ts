import type { Delivery } from '../events/deliveries.ts';
import type { Message } from '../im/model.ts';
import type { Resource } from '../im/resources.ts';
import { threadOf } from '../im/thread.ts';
import type { Platform } from '../platform.ts';
import { chatFor } from './chat-of.ts';
import { botReceives, messageEvent } from './message-event.ts';
import type { Post } from './typed.ts';
import { typedPost, typedText } from './typed.ts';

export interface SayOptions {
  /** Handle of a person. */
  from: string;
  /** Handle of a group, or `direct` for the person's chat with the bot. */
  chat: string;
  /** What the person types; `@Name` mentions a person of the world, the bot, or with `@所有人` everybody. */
  text?: string;
  /** A rich-text message, in the form in which it is received; the `resource` of an element becomes its key. */
  post?: Post;
  /** A picture or file that the person sends. */
  attachment?: Omit<Resource, 'key'> & { as?: 'media' | 'audio' };
  /** The ids of messages that the person forwards as one. */
  merged?: readonly string[];
  /** The id of the message that this one replies to. */
  replyTo?: string;
  /** Unix time in milliseconds; now when left out. */
  createTime?: number;
  /** False makes the event and does not send it: its payload is in the delivery. */
  deliver?: boolean;
}

function copiesOf(messageIds: readonly string[], { messages, ids }: Platform): Message[] {
  return messageIds.map((id) => {
    const message = messages.find(id);
    if (message === undefined) throw new Error(`there is no message ${id} to forward`);
    return { ...message, message_id: `om_${ids.hex(32)}` };
  });
}

function written(options: SayOptions, platform: Platform) {
  const { text, post, attachment, merged } = options;
  const given = [text, post, attachment, merged].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new Error('a message is either text or a post or an attachment or merged ones: give one of them');
  if (post !== undefined) return { type: 'post', ...typedPost(withKeys(post, platform), platform) } as const;
  if (merged !== undefined) {
    const content = { content: 'Merged and Forwarded Message' };
    return { type: 'merge_forward', content, mentions: [], merged: copiesOf(merged, platform) } as const;
  }
  if (attachment === undefined) return { type: 'text', ...typedText(text ?? '', platform) } as const;
  const { as, ...resource } = attachment;
  const { kind, key, name } = platform.resources.keep(resource);
  const content = kind === 'image' ? { image_key: key } : { file_key: key, file_name: name };
  return { type: as ?? kind, content, mentions: [] } as const;
}

/** Lays down what a person has pasted into a text. */
const withKeys = (post: Post, platform: Platform): Post => ({
  ...post,
  content: post.content.map((line) =>
    line.map(({ resource, ...element }) => {
      if (resource === undefined) return element;
      const { kind, key } = platform.resources.keep(resource as Omit<Resource, 'key'>);
      return { ...element, [kind === 'image' ? 'image_key' : 'file_key']: key };
    }),
  ),
});

/** A person writes a message; the bot is told of it when Feishu would tell it. */
export function say(
  options: SayOptions,
  platform: Platform,
): { message_id: string; delivered: Promise<Delivery> } {
  const { directory, clock, ids, messages, deliveries } = platform;
  const sender = directory.person(options.from);
  const chat = chatFor(sender, options.chat, platform);
  const parent = options.replyTo === undefined ? undefined : messages.find(options.replyTo);
  if (options.replyTo !== undefined && parent?.chat !== chat) {
    throw new Error(`there is no message ${options.replyTo} in this chat to reply to`);
  }
  const { type, ...what } = written(options, platform);
  const at = options.createTime ?? clock.now();
  const message: Message = {
    message_id: `om_${ids.hex(32)}`,
    chat,
    sender,
    msg_type: type,
    ...what,
    parent_id: parent?.message_id,
    root_id: parent && (parent.root_id ?? parent.message_id),
    thread_id: threadOf(chat, parent, ids),
    create_time: at,
    update_time: at,
    recalled: false,
    patches: 0,
  };
  messages.all.push(message);
  platform.changes.tell({ kind: 'message', message });
  const event = messageEvent(message, sender, platform);
  const sent = options.deliver !== false && botReceives(message, platform);
  const delivered = sent ? deliveries.send(event) : Promise.resolve(deliveries.unsent(event));
  return { message_id: message.message_id, delivered };
}
