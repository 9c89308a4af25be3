import { z } from 'zod';

const id = z.string().max(128);
const words = z.string().max(10_000);
const attachment = z.object({
  file_type: z.string().max(32),
  file_size: z.number(),
  file_name: z.string().max(500),
  url: z.string().max(4096),
});

/**
 * What a person has done about a third-party task in Feishu. `message_id` is an int64: as a number it would lose digits.
 * https://open.feishu.cn/document/ukTMukTMukTM/ukjNyYjL5YjM24SO2IjN/quick-approval-callback
 */
export const quickAction = z.object({
  /** APPROVE, REJECT, or the key of an action that the task offers. */
  action_type: z.string().min(1).max(128),
  action_context: words.optional(),
  /** Of the tenant, no open_id. */
  user_id: z.string().min(1).max(128),
  approval_code: z.string().min(1).max(128),
  instance_id: id.optional(),
  task_id: id.optional(),
  message_id: z
    .union([z.number().int(), z.string().regex(/^-?\d{1,19}$/)])
    .transform(String)
    .optional(),
  /** A task_id, too, after a search. */
  id: id.optional(),
  reason: words.optional(),
  attachments: z.array(attachment).max(100).optional(),
});

export type QuickAction = z.infer<typeof quickAction>;
