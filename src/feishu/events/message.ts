import { z } from 'zod';
import { id, LIMITS, moment, word } from './limits.ts';

/** Far more than a client calls itself. */
const LONGEST_AGENT = 1_000;

const maybe = word.nullish();
const person = z.object({ open_id: maybe, user_id: maybe });

const mention = z.object({
  key: z.string(),
  id: person.nullish(),
  mentioned_type: maybe,
  name: z.string().nullish(),
  tenant_key: maybe,
});

/** One mention more than there may be shows that there are too many; the others nobody looks at. */
const mentions = z.preprocess(
  (list) => (Array.isArray(list) ? list.slice(0, LIMITS.mentions + 1) : list),
  z.array(mention).nullish(),
);

/** https://open.feishu.cn/document/server-docs/im-v1/message/events/receive */
export const messageEvent = z.object({
  sender: z.object({
    sender_id: person.nullish(),
    sender_type: word,
    tenant_key: maybe,
  }),
  message: z.object({
    message_id: id,
    root_id: maybe,
    parent_id: maybe,
    thread_id: maybe,
    /** Unix ms; 0 where it can't be told, which is long ago. */
    create_time: moment.catch(0),
    chat_id: id,
    chat_type: word,
    message_type: word,
    content: z.string(),
    /** What the client calls itself. */
    user_agent: z
      .string()
      .refine((text) => text.length <= LONGEST_AGENT)
      .nullish()
      .catch(undefined),
    mentions,
  }),
});

export type MessageEvent = z.infer<typeof messageEvent>;
export type Mention = NonNullable<MessageEvent['message']['mentions']>[number];

/** Content of a `text` message. */
export const textContent = z.object({ text: z.string() });

/** An element of a rich text line. */
export const postNode = z.object({
  tag: z.string(),
  text: z.string().nullish(),
  href: z.string().nullish(),
  user_id: z.string().nullish(),
});

/** Content of a `post` message as it is received: without a locale around it. */
export const postContent = z.object({
  title: z.string().nullish(),
  /** Lines, each a list of elements. */
  content: z.array(z.unknown()),
});

export type PostNode = z.infer<typeof postNode>;
