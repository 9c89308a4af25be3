import { z } from 'zod';
import {
  code,
  context,
  displayMethod,
  extra,
  id,
  instanceStatus,
  LIMITS,
  person,
  plain,
  taskStatus,
  time,
  updateMode,
} from './fields.ts';

const action = <Words extends z.ZodType>(words: Words) =>
  z.strictObject({
    action_type: z.string().min(1).max(128),
    action_name: words.optional(),
    is_need_reason: z.boolean().optional(),
    is_reason_required: z.boolean().optional(),
    is_need_attachment: z.boolean().optional(),
  });

/** What a task has in either shape. */
export const taskFields = <Words extends z.ZodType>(words: Words) => ({
  task_id: id,
  ...person,
  title: words.optional(),
  status: taskStatus,
  extra: extra.optional(),
  update_time: time.optional(),
  action_context: context.optional(),
  action_configs: z.array(action(words)).max(LIMITS.actions).optional(),
  display_method: displayMethod.optional(),
  exclude_statistics: z.boolean().optional(),
  node_id: id.optional(),
  node_name: words.optional(),
  generate_type: z.enum(['EXTERNAL_CONSIGN', 'DEFAULT']).optional(),
});

/** What a copy has in either shape; its title is no key. */
export const ccFields = {
  cc_id: id,
  ...person,
  extra: extra.optional(),
  title: plain.optional(),
  display_method: displayMethod.optional(),
};

/** What an instance has in either shape. */
export const instanceFields = <Words extends z.ZodType>(words: Words) => ({
  approval_code: code,
  instance_id: id,
  status: instanceStatus,
  extra: extra.optional(),
  title: words.optional(),
  form: z
    .array(z.strictObject({ name: words.optional(), value: words.optional() }))
    .max(LIMITS.rows)
    .optional(),
  ...person,
  user_name: words.optional(),
  department_id: z.string().max(128).optional(),
  department_name: words.optional(),
  start_time: time,
  update_time: time,
  display_method: displayMethod.optional(),
  update_mode: updateMode.optional(),
});
