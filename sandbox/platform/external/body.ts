import { z } from 'zod';

const time = z.string().regex(/^\d{1,16}$/, 'expected a Unix time in milliseconds, as a string');
/** The page's own example has a bare 0. */
const end = z.union([z.literal(0), time]);
const id = z.string().min(1);
const links = z
  .strictObject({ pc_link: z.string().optional(), mobile_link: z.string().optional() })
  .refine((both) => both.pc_link || both.mobile_link, 'pc_link or mobile_link is required');
const person = { user_id: z.string().optional(), open_id: z.string().optional() };
const hasPerson = (one: { user_id?: string | undefined; open_id?: string | undefined }) =>
  Boolean(one.user_id || one.open_id);
const NO_PERSON = 'user_id or open_id is required';
const displayMethod = z.enum(['BROWSER', 'SIDEBAR', 'NORMAL', 'TRUSTEESHIP']);
const text = z.string().max(2048);

const action = z.strictObject({
  action_type: z.string().min(1),
  action_name: z.string().optional(),
  is_need_reason: z.boolean().optional(),
  is_reason_required: z.boolean().optional(),
  is_need_attachment: z.boolean().optional(),
});

const task = z
  .strictObject({
    task_id: id,
    ...person,
    title: z.string().optional(),
    links,
    status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'TRANSFERRED', 'DONE']),
    extra: z.string().optional(),
    create_time: time,
    end_time: end,
    update_time: time.optional(),
    action_context: z.string().optional(),
    action_configs: z.array(action).max(2).optional(),
    display_method: displayMethod.optional(),
    exclude_statistics: z.boolean().optional(),
    node_id: z.string().optional(),
    node_name: z.string().optional(),
    generate_type: z.enum(['EXTERNAL_CONSIGN', 'DEFAULT']).optional(),
  })
  .refine(hasPerson, NO_PERSON);

const cc = z
  .strictObject({
    cc_id: id,
    ...person,
    links,
    read_status: z.enum(['READ', 'UNREAD', '']),
    extra: z.string().optional(),
    title: z.string().optional(),
    create_time: time,
    update_time: time,
    display_method: displayMethod.optional(),
  })
  .refine(hasPerson, NO_PERSON);

const LOCALES =
  'zh-CN en-US ja-JP zh-HK zh-TW de-DE es-ES fr-FR id-ID it-IT ko-KR pt-BR th-TH vi-VN ms-MY ru-RU'.split(
    ' ',
  );

/** Texts in several languages, as instances and definitions carry them. */
export const i18nResources = z
  .array(
    z.strictObject({
      locale: z.enum(LOCALES),
      texts: z.array(z.strictObject({ key: z.string().startsWith('@i18n@'), value: z.string() })),
      is_default: z.boolean(),
    }),
  )
  .refine((all) => all.filter((one) => one.is_default).length === 1, 'expected one default language');

/** https://open.feishu.cn/document/server-docs/approval-v4/external_instance/create */
export const instanceBody = z
  .strictObject({
    approval_code: id,
    instance_id: id,
    status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED', 'HIDDEN', 'TERMINATED']),
    extra: z.string().optional(),
    links,
    title: z.string().optional(),
    form: z.array(z.strictObject({ name: text.optional(), value: text.optional() })).optional(),
    ...person,
    user_name: z.string().optional(),
    department_id: z.string().optional(),
    department_name: z.string().optional(),
    start_time: time,
    end_time: end,
    update_time: time,
    display_method: displayMethod.optional(),
    update_mode: z.enum(['REPLACE', 'UPDATE']).optional(),
    task_list: z.array(task).max(300).optional(),
    cc_list: z.array(cc).max(200).optional(),
    i18n_resources: i18nResources,
  })
  .refine(hasPerson, NO_PERSON);

export type InstanceBody = z.infer<typeof instanceBody>;
export type TaskBody = z.infer<typeof task>;
export type CcBody = z.infer<typeof cc>;
export type Resources = z.infer<typeof i18nResources>;
