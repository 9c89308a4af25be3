import { z } from 'zod';

/** A click on a card. https://open.feishu.cn/document/feishu-cards/card-callback-communication */
export const cardActionEvent = z.object({
  operator: z.object({ open_id: z.string().min(1) }),
  action: z.object({
    value: z.record(z.string(), z.unknown()).catch({}),
    name: z.string().nullish(),
    timezone: z.string().nullish(),
    option: z.string().nullish(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
  }),
  context: z.object({ open_message_id: z.string().min(1), open_chat_id: z.string().nullish() }),
});
