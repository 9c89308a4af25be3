import { z } from 'zod';
import { id, word } from './limits.ts';

/** A click on a card. https://open.feishu.cn/document/feishu-cards/card-callback-communication */
export const cardActionEvent = z.object({
  operator: z.object({ open_id: id }),
  action: z.object({
    value: z.record(z.string(), z.unknown()).catch({}),
    timezone: word.nullish(),
    option: z.string().nullish(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
  }),
  context: z.object({ open_message_id: id, open_chat_id: word.nullish() }),
});
