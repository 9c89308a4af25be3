import { z } from 'zod';
import { i18nResources, type Resources } from './body.ts';

/** The service gives what is not sent these values, at every update anew. */
const external = z.strictObject({
  biz_name: z.string().optional(),
  biz_type: z.string().optional(),
  create_link_mobile: z.string().optional(),
  create_link_pc: z.string().optional(),
  support_pc: z.boolean().default(false),
  support_mobile: z.boolean().default(false),
  support_batch_read: z.boolean().default(false),
  enable_mark_readed: z.boolean().default(false),
  enable_quick_operate: z.boolean().default(false),
  action_callback_url: z.string().optional(),
  action_callback_token: z.string().optional(),
  action_callback_key: z.string().optional(),
  allow_batch_operate: z.boolean().default(false),
  exclude_efficiency_statistics: z.boolean().default(false),
});

const viewer = z.strictObject({
  viewer_type: z.enum(['TENANT', 'DEPARTMENT', 'USER', 'NONE']),
  viewer_user_id: z.string().optional(),
  viewer_department_id: z.string().optional(),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/external_approval/create */
export const definitionBody = z.strictObject({
  approval_name: z.string().min(9, 'expected at least 9 characters'),
  approval_code: z.string().min(1).max(128),
  group_code: z.string().optional(),
  group_name: z.string().optional(),
  description: z.string().optional(),
  external,
  viewers: z.array(viewer).max(200).optional(),
  i18n_resources: i18nResources,
  managers: z.array(z.string()).max(200).optional(),
});

export type DefinitionBody = Omit<z.infer<typeof definitionBody>, 'external'> & {
  external: Partial<z.infer<typeof external>>;
};

/** What a key says in a language, or in the default one; a text that is no key says itself. */
export function textOf(resources: Resources, key: string | undefined, locale?: string): string {
  const find = (one: Resources[number] | undefined) => one?.texts.find((text) => text.key === key)?.value;
  const wanted = resources.find((one) => one.locale === locale);
  return find(wanted) ?? find(resources.find((one) => one.is_default)) ?? key ?? '';
}
