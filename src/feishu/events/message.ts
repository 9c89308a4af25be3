import { z } from 'zod';

const id = z.string().nullish();
const person = z.object({ open_id: id, user_id: id });

/** https://open.feishu.cn/document/server-docs/im-v1/message/events/receive */
export const messageEvent = z.object({
  sender: z.object({
    sender_id: person.nullish(),
    sender_type: z.string(),
    tenant_key: z.string().nullish(),
  }),
  message: z.object({
    message_id: z.string().min(1),
    root_id: id,
    parent_id: id,
    thread_id: id,
    create_time: z.coerce.number(),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z
      .array(
        z.object({
          key: z.string(),
          id: person.nullish(),
          mentioned_type: z.string().nullish(),
          name: z.string().nullish(),
          tenant_key: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});

export type MessageEvent = z.infer<typeof messageEvent>;
export type Mention = NonNullable<MessageEvent['message']['mentions']>[number];

/** Content of a `text` message. */
export const textContent = z.object({ text: z.string() });

const node = z.looseObject({
  tag: z.string(),
  text: z.string().nullish(),
  href: z.string().nullish(),
  user_id: z.string().nullish(),
});

/** Content of a `post` message as it is received: without a locale around it. */
export const postContent = z.object({
  title: z.string().nullish(),
  content: z.array(z.array(node)),
});

export type PostNode = z.infer<typeof node>;
