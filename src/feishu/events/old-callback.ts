import { z } from 'zod';

/** What an operator can do about a callback of the earlier kind, which nothing here answers. */
export const OLD_CALLBACK =
  'it is a card callback of the earlier kind: Developer console → your app → Events & callbacks → Callbacks: subscribe to ' +
  'card.action.trigger, and remove the request address for message cards';

const oldCallback = z.object({ open_message_id: z.string(), action: z.object({}) });

/** https://open.feishu.cn/document/event-subscription-guide/callback-subscription/receive-and-handle-callbacks */
export const isOldCallback = (content: unknown): boolean => oldCallback.safeParse(content).success;
