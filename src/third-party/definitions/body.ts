import { textBook } from '../push/texts.ts';
import type { DefinitionFile } from './read.ts';

/** What Feishu needs to call this bot when somebody decides on a task in its lists. */
export interface Callback {
  token: string | undefined;
  key: string | undefined;
}

/**
 * A definition as Feishu wants it. Every switch is in it: an update sets what is not sent back to its default.
 * https://open.feishu.cn/document/server-docs/approval-v4/external_approval/create
 */
export function definitionBody(given: DefinitionFile, callback: Callback): object {
  const book = textBook();
  const { code, name, description, group, from, type, create_link: link = {} } = given;
  return {
    approval_code: code,
    approval_name: book.key(name),
    group_code: group.code,
    group_name: book.key(group.name),
    ...(description !== undefined && { description: book.key(description) }),
    external: {
      ...(from !== undefined && { biz_name: book.key(from) }),
      ...(type !== undefined && { biz_type: type }),
      ...(link.pc && { create_link_pc: link.pc }),
      ...(link.mobile && { create_link_mobile: link.mobile }),
      support_pc: given.pc,
      support_mobile: given.mobile,
      support_batch_read: given.batch_read,
      enable_mark_readed: true,
      enable_quick_operate: given.callback !== undefined,
      ...(given.callback && {
        action_callback_url: given.callback,
        action_callback_token: callback.token,
        ...(callback.key && { action_callback_key: callback.key }),
      }),
      allow_batch_operate: given.batch_approve,
      exclude_efficiency_statistics: !given.efficiency_statistics,
    },
    viewers: viewersOf(given.viewers),
    managers: given.managers,
    i18n_resources: book.resources(),
  };
}

function viewersOf(viewers: DefinitionFile['viewers']): object[] {
  if (viewers === 'everyone') return [{ viewer_type: 'TENANT' }];
  if (viewers === 'nobody') return [{ viewer_type: 'NONE' }];
  return viewers.map((one) =>
    'user' in one
      ? { viewer_type: 'USER', viewer_user_id: one.user }
      : { viewer_type: 'DEPARTMENT', viewer_department_id: one.department },
  );
}
