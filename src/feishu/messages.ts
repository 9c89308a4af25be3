import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import type { MessageEvent } from './events/message.ts';
import type { Gateway } from './gateway/gateway.ts';
import { perReceiver } from './gateway/limits.ts';

export type Receiver = { openId: string } | { chatId: string };

/** As which message a card was sent, and in which chat it is. */
export interface Sent {
  messageId: string;
  /** Undefined when Feishu does not say. */
  chatId: string | undefined;
}

export interface MessagePort {
  /** Sends a card; `uuid` (≤ 50 characters) makes a repetition within the hour harmless. */
  send(to: Receiver, card: object, uuid: string): Promise<Sent>;
  /** Replies to a message with a card, in its thread when it stands in one. `chatId` is for the limit of 5/s a chat. */
  reply(to: { messageId: string; chatId: string }, card: object, uuid: string): Promise<Sent>;
  /** Replaces a card of ours; possible for `CARD_LIFE_MS`. */
  patch(messageId: string, card: object): Promise<void>;
  /**
   * A message of anybody, and those that it has merged; of cards what can be read as text. In a group Feishu refuses it
   * (230027) to apps without `im:message.group_msg`.
   */
  read(messageId: string): Promise<WrittenMessage[]>;
}

/** As events have it, but for who it is from. */
export type WrittenMessage = Pick<MessageEvent['message'], 'message_type' | 'content' | 'mentions'>;

const sent = z
  .object({ message_id: z.string(), chat_id: z.string().nullish() })
  .transform(({ message_id, chat_id }): Sent => ({ messageId: message_id, chatId: chat_id ?? undefined }));

/** One of a conversation that was forwarded as one; more than this nobody reads through for one approval. */
const MOST_MERGED = 50;

/** A recalled one has no content, or a sentence in its place. */
const item = z
  .object({
    msg_type: z.string(),
    deleted: z.boolean().nullish(),
    body: z.object({ content: z.string().nullish() }).nullish(),
    mentions: z.array(z.object({ key: z.string() })).nullish(),
  })
  .transform(
    ({ msg_type, deleted, body, mentions }): WrittenMessage => ({
      message_type: msg_type,
      content: (!deleted && body?.content) || '',
      mentions,
    }),
  );
/** Also seen without the list around it. */
const read = z.union([
  z.object({
    items: z
      .array(z.unknown())
      .transform((all) => all.slice(0, MOST_MERGED))
      .pipe(z.array(item)),
  }),
  item.transform((one) => ({ items: [one] })),
]);

/** https://open.feishu.cn/document/server-docs/im-v1/message/create, …/reply, …/patch */
export function messages(gateway: Gateway): MessagePort {
  return {
    async send(to, card, uuid) {
      const [receive_id_type, receive_id] =
        'openId' in to ? (['open_id', to.openId] as const) : (['chat_id', to.chatId] as const);
      const data = { receive_id, msg_type: 'interactive', content: JSON.stringify(card), uuid };
      return gateway.call(
        'im.message.create',
        sent,
        (client, options) => client.im.v1.message.create({ params: { receive_id_type }, data }, options),
        { within: perReceiver(receive_id) },
      );
    },
    async reply({ messageId, chatId }, card, uuid) {
      const path = { message_id: pathId('message', messageId) };
      const data = { msg_type: 'interactive', content: JSON.stringify(card), uuid };
      return gateway.call(
        'im.message.reply',
        sent,
        (client, options) => client.im.v1.message.reply({ path, data }, options),
        { within: perReceiver(chatId) },
      );
    },
    async patch(messageId, card) {
      const path = { message_id: pathId('message', messageId) };
      await gateway.call(
        'im.message.patch',
        z.unknown(),
        (client, options) =>
          client.im.v1.message.patch({ path, data: { content: JSON.stringify(card) } }, options),
        { within: perReceiver(messageId) },
      );
    },
    async read(messageId) {
      const path = { message_id: pathId('message', messageId) };
      const { items } = await gateway.call('im.message.get', read, (client, options) =>
        client.im.v1.message.get({ path, params: { user_id_type: 'open_id' } }, options),
      );
      return items;
    },
  };
}
