import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { chosenPeople } from './chosen-people.ts';
import { nativeDefinition } from './definitions.ts';
import { checkForm } from './form/check.ts';
import { shortLinkTo } from './links.ts';
import { checkDepartment, checkUnused, start } from './start.ts';

const nodePeople = z.array(z.strictObject({ key: z.string(), value: z.array(z.string()) }));
const translations = z.strictObject({
  locale: z.enum(['zh-CN', 'en-US', 'ja-JP']),
  texts: z.array(z.strictObject({ key: z.string().startsWith('@i18n@'), value: z.string() })),
  is_default: z.boolean(),
});

const body = z.strictObject({
  approval_code: z.string().min(1),
  user_id: z.string().optional(),
  open_id: z.string().optional(),
  department_id: z.string().optional(),
  form: z.string(),
  node_approver_user_id_list: nodePeople.optional(),
  node_approver_open_id_list: nodePeople.optional(),
  node_cc_user_id_list: nodePeople.max(20).optional(),
  node_cc_open_id_list: nodePeople.max(20).optional(),
  uuid: z.string().min(1).max(64).optional(),
  allow_resubmit: z.boolean().optional(),
  allow_submit_again: z.boolean().optional(),
  cancel_bot_notification: z.string().optional(),
  forbid_revoke: z.boolean().optional(),
  i18n_resources: z.array(translations).optional(),
  title: z.string().startsWith('@i18n@').optional(),
  title_display_method: z.union([z.literal(0), z.literal(1)]).optional(),
  node_auto_approval_list: z.array(z.unknown()).max(10).optional(),
  /** In the SDK's types and the explorer's description only. */
  with_link: z.boolean().optional(),
});
type Body = z.infer<typeof body>;

function initiatorOf(given: Body, { directory }: Platform): Person {
  const { user_id, open_id } = given;
  if (!user_id && !open_id) return refuse(1390001, 'ext=user_id or open_id is required');
  const person = user_id ? directory.find('user_id', user_id) : directory.find('open_id', open_id ?? '');
  return person && directory.isOfTenant(person) && !person.resigned ? person : refuse(1390004);
}

function checkTitle({ title, i18n_resources: resources = [] }: Body) {
  const defaults = resources.filter((one) => one.is_default).flatMap((one) => one.texts);
  if (title && !defaults.some((one) => one.key === title)) refuse(1390001, 'ext=title has no text');
}

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/create: one uuid makes one instance. */
const create = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/instances',
  scopes: ['approval:approval', 'approval:instance'],
  limit: PER_MINUTE_100,
  query: noQuery,
  body,
  invalid: invalidAs(1390001),
  handle({ body: given }, platform) {
    const definition = nativeDefinition(given.approval_code, platform);
    if (definition.status === 'DELETED') refuse(1390016);
    if (definition.status !== 'ACTIVE') refuse(1390015);
    if (definition.free_process) refuse(1390013);
    checkUnused(given.uuid, platform);
    const initiator = initiatorOf(given, platform);
    checkDepartment(given.department_id, initiator, platform);
    checkTitle(given);
    const { uuid } = given;
    const entries = checkForm(given.form, definition, initiator, platform);
    const chosen = chosenPeople(given, definition, platform);
    const instance = start({ definition, initiator, uuid, entries, chosen }, platform);
    const { instance_code } = instance;
    const linked = given.with_link && platform.world.settings.variants.instance_link === 'sent';
    return success({ instance_code, ...(linked && { instance_link: shortLinkTo(instance) }) });
  },
});

export const createEndpoints = [create];
