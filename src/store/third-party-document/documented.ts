import { z } from 'zod';
import { end, KEY_PREFIX, LIMITS, LOCALES, links, plain, readStatus, time } from './fields.ts';
import { ccFields, instanceFields, taskFields } from './shared.ts';

export const isReplace = ({ update_mode }: ThirdPartyInstance) => (update_mode ?? 'REPLACE') === 'REPLACE';

const task = z.strictObject({ ...taskFields(plain), links, create_time: time, end_time: end });

const cc = z.strictObject({
  ...ccFields,
  links,
  read_status: readStatus,
  create_time: time,
  update_time: time,
});

const resource = z.strictObject({
  locale: z.enum(LOCALES),
  texts: z
    .array(
      z.strictObject({
        key: z.string().max(128).startsWith(KEY_PREFIX, `must begin with ${KEY_PREFIX}`),
        value: z.string().max(10_000),
      }),
    )
    .max(LIMITS.texts),
  is_default: z.boolean(),
});

/**
 * An instance as the platform documents it; what no field shows alone is in the rules.
 * https://open.feishu.cn/document/server-docs/approval-v4/external_instance/create
 */
export const documented = z.strictObject({
  ...instanceFields(plain),
  links,
  end_time: end,
  task_list: z.array(task).max(LIMITS.tasks).optional(),
  cc_list: z.array(cc).max(LIMITS.ccs).optional(),
  i18n_resources: z.array(resource).min(1),
});

export type ThirdPartyInstance = z.infer<typeof documented>;
export type ThirdPartyTask = z.infer<typeof task>;
export type ThirdPartyCc = z.infer<typeof cc>;
export type ThirdPartyResource = z.infer<typeof resource>;
