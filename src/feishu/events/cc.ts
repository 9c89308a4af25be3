import { z } from 'zod';

/**
 * A copy was made (CREATE) or opened by its recipient (READ). People are tenant user_ids, times Unix ms.
 * https://open.feishu.cn/document/server-docs/approval-v4/event/common-event/approval-cc-event
 */
export const ccEvent = z.object({
  /** Of this copy; the same in both of its events. */
  id: z.coerce.string().min(1),
  approval_code: z.string().min(1),
  instance_code: z.string().min(1),
  /** The recipient. */
  user_id: z.string().min(1),
  create_time: z.coerce.number(),
  operate: z.string(),
});

export type CcEvent = z.infer<typeof ccEvent>;
