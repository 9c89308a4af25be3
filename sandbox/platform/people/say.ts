import type { Delivery } from '../events/deliveries.ts';
import type { Message } from '../im/model.ts';
import type { Platform } from '../platform.ts';
import { chatFor } from './chat-of.ts';
import { botReceives, messageEvent } from './message-event.ts';
import type { Post, Received } from './typed.ts';
import { typedPost, typedText } from './typed.ts';

export interface SayOptions {
  /** Handle of a person. */
  from: string;
  /** Handle of a group, or `direct` for the person's chat with the bot. */
  chat: string;
  /** What the person types; `@Name` mentions a person of the world, the bot, or with `@所有人` everybody. */
  text?: string;
  /** A rich-text message, in the form in which it is received. */
  post?: Post;
  /** A file or a picture; texts are its content in UTF-8. */
  file?: SentFile;
  image?: Omit<SentFile, 'name'>;
  /** The id of the message that this one replies to. */
  replyTo?: string;
  /** Unix time in milliseconds; now when left out. */
  createTime?: number;
  /** False makes the event and does not send it: its payload is in the delivery. */
  deliver?: boolean;
}

interface SentFile {
  name: string;
  content: string | Buffer;
}

type Written = Received & Pick<Message, 'resource'> & { type: Message['msg_type'] };

function written(options: SayOptions, platform: Platform): Written {
  const { text, post, file, image } = options;
  const sent = file ?? image;
  if (sent && text === undefined && post === undefined) return sentFile(file, sent, platform);
  if (text !== undefined && post === undefined) return { type: 'text', ...typedText(text, platform) };
  if (post !== undefined && text === undefined) return { type: 'post', ...typedPost(post, platform) };
  throw new Error('a message is either text, a post, a file or an image: give one of them');
}

function sentFile(file: SentFile | undefined, sent: Omit<SentFile, 'name'>, { ids }: Platform): Written {
  const bytes = Buffer.from(sent.content);
  const digits = ids.hex(32);
  if (!file) {
    const key = `img_v3_${digits}`;
    const resource = { key, bytes, contentType: 'image/png' };
    return { type: 'image', content: { image_key: key }, mentions: [], resource };
  }
  const key = `file_v3_${digits}`;
  const resource = { key, bytes, contentType: 'application/octet-stream' };
  return { type: 'file', content: { file_key: key, file_name: file.name }, mentions: [], resource };
}

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
  const { type, content, mentions, resource } = written(options, platform);
  const at = options.createTime ?? clock.now();
  const message: Message = {
    message_id: `om_${ids.hex(32)}`,
    chat,
    sender,
    msg_type: type,
    content,
    mentions,
    ...(resource && { resource }),
    parent_id: parent?.message_id,
    root_id: parent && (parent.root_id ?? parent.message_id),
    create_time: at,
    update_time: at,
    recalled: false,
    patches: 0,
  };
  messages.all.push(message);
  const event = messageEvent(message, sender, platform);
  const sent = options.deliver !== false && botReceives(message, platform);
  const delivered = sent ? deliveries.send(event) : Promise.resolve(deliveries.unsent(event));
  return { message_id: message.message_id, delivered };
}
