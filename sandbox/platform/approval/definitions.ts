import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, flag, locale, noBody, noQuery, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import { formIn, inLanguage, type Translate } from './languages.ts';
import type { Definition, NativeDefinition } from './model.ts';

/** The definition's name in a language, or in its own. */
export function definitionName(definition: Definition, language: string | undefined): string {
  if (language === 'en-US' || language === 'ja-JP') return definition.names[language] ?? definition.name;
  return definition.name;
}

/** The native definition with this code. Third-party ones have an endpoint of their own and are unknown here. */
export function nativeDefinition(code: string | undefined, { approvals }: Platform): NativeDefinition {
  const definition = approvals.definition(code ?? '');
  return definition?.kind === 'native' ? definition : refuse(1390002);
}

function nodeAnswer(
  { approvers: _ours, ...node }: NativeDefinition['node_list'][number],
  translate: Translate,
  { directory }: Platform,
): object {
  const range = node.approver_chosen_range?.map(({ approver_range_type, approver_range_ids }) => ({
    approver_range_type,
    approver_range_ids:
      approver_range_type === 2
        ? approver_range_ids.map((one) => directory.person(one).open_id)
        : approver_range_ids,
  }));
  return { ...node, name: translate(node.name), ...(range && { approver_chosen_range: range }) };
}

function viewerAnswer(
  viewer: NativeDefinition['viewers'][number],
  type: UserIdType,
  platform: Platform,
): object {
  if (viewer.type !== 'USER') return { type: viewer.type, id: viewer.id ?? '' };
  const person = platform.directory.person(viewer.id ?? '');
  const shown = type !== 'user_id' || hasScope(platform, USER_ID_SCOPE);
  return { type: viewer.type, id: person.open_id, ...(shown && { user_id: person[type] }) };
}

/** https://open.feishu.cn/document/server-docs/approval-v4/approval/get */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/approval/v4/approvals/:approval_code',
  scopes: ['approval:approval', 'approval:approval:readonly', 'approval:definition'],
  limit: PER_MINUTE_100,
  query: z.strictObject({
    locale: locale.optional(),
    with_admin_id: flag.optional(),
    user_id_type: userIdType,
    with_option: flag.optional(),
    user_id: z.string().optional(),
    nested_mutable_group: flag.optional(),
  }),
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ path, query }, platform) {
    const definition = nativeDefinition(path.approval_code, platform);
    if (definition.status === 'DELETED') refuse(1390016);
    const translate = inLanguage(platform, query.locale);
    const admins = definition.admins.map((admin) => platform.directory.person(admin).open_id);
    return success({
      approval_name: definitionName(definition, query.locale),
      status: definition.status,
      form: JSON.stringify(formIn(definition.form, translate)),
      node_list: definition.node_list.map((node) => nodeAnswer(node, translate, platform)),
      viewers: definition.viewers.map((viewer) => viewerAnswer(viewer, query.user_id_type, platform)),
      ...(query.with_admin_id && { approval_admin_ids: admins }),
      form_widget_relation: definition.form_widget_relation
        ? JSON.stringify(definition.form_widget_relation)
        : '',
    });
  },
});

const SUBSCRIBE_SCOPES = ['approval:approval', 'approval:definition'];

/** https://open.feishu.cn/document/server-docs/approval-v4/event/event-interface/subscribe: a second time is 1390007. */
const subscribe = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/approvals/:approval_code/subscribe',
  scopes: SUBSCRIBE_SCOPES,
  limit: PER_MINUTE_100,
  query: noQuery,
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ path }, platform) {
    const { approval_code } = nativeDefinition(path.approval_code, platform);
    if (platform.approvals.subscriptions.has(approval_code)) refuse(1390007);
    platform.approvals.subscriptions.add(approval_code);
    return success({});
  },
});

/** https://open.feishu.cn/document/server-docs/approval-v4/event/event-interface/unsubscribe: likewise. */
const unsubscribe = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/approvals/:approval_code/unsubscribe',
  scopes: SUBSCRIBE_SCOPES,
  limit: PER_MINUTE_100,
  query: noQuery,
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ path }, platform) {
    const { approval_code } = nativeDefinition(path.approval_code, platform);
    if (!platform.approvals.subscriptions.delete(approval_code)) refuse(1390007);
    return success({});
  },
});

export const definitionEndpoints = [get, subscribe, unsubscribe];
