import { z } from 'zod';
import { isPathId } from '../../lib/ids.ts';
import { id, moment, word } from './limits.ts';

/**
 * A copy was made (CREATE) or opened by its recipient (READ). People are tenant user_ids, times Unix ms.
 * https://open.feishu.cn/document/server-docs/approval-v4/event/common-event/approval-cc-event
 */
export const ccEvent = z.object({
  /** Of this copy; the same in both of its events. */
  id: z.union([id, z.number().transform(String)]),
  approval_code: id,
  instance_code: id.refine((code) => isPathId('instance', code), 'must be the code of an instance'),
  /** The recipient. */
  user_id: id,
  create_time: moment,
  operate: word,
});

export type CcEvent = z.infer<typeof ccEvent>;
