import { z } from 'zod';
import { departmentIdType } from '../contact/visible.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100, PER_SECOND_50 } from '../limits.ts';
import { liveConfig } from './config.ts';
import { checkReadable } from './own.ts';

const ids = z.array(z.string()).max(50).optional();

/** https://open.feishu.cn/document/server-docs/application-v6/admin/contacts_range_configuration */
const contactsRange = endpoint({
  method: 'GET',
  path: '/open-apis/application/v6/applications/:app_id/contacts_range_configuration',
  scopes: ['admin:app.info:readonly'],
  limit: PER_MINUTE_100,
  query: z.strictObject({
    user_id_type: userIdType,
    department_id_type: departmentIdType,
    page_size: pageSize(1, 100, 20),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(99992402),
  handle({ path }, platform) {
    checkReadable(path.app_id, platform);
    const { type, users, departments } = liveConfig(platform.world).contacts;
    const named = type === 'some';
    const visible_list = {
      open_ids: named ? users : [],
      department_ids: named ? departments : [],
      group_ids: [],
    };
    return success({ contacts_range: { contacts_scope_type: type, visible_list }, has_more: false });
  },
});

/** https://open.feishu.cn/document/server-docs/application-v6/admin/check_white_black_list */
const visibility = endpoint({
  method: 'POST',
  path: '/open-apis/application/v6/applications/:app_id/visibility/check_white_black_list',
  scopes: ['application:application:self_manage', 'admin:app.info:readonly'],
  limit: PER_SECOND_50,
  query: z.strictObject({ user_id_type: userIdType, department_id_type: departmentIdType }),
  body: z.strictObject({ user_ids: ids, department_ids: ids, group_ids: ids }),
  invalid: invalidAs(210001),
  handle({ path, query, body }, platform) {
    checkReadable(path.app_id, platform);
    const user_visibility_list = (body.user_ids ?? []).map((user_id) => ({
      user_id,
      in_white_list: platform.directory.find(query.user_id_type, user_id)?.available ?? false,
      in_black_list: false,
      in_paid_list: false,
    }));
    return success({ user_visibility_list, department_visibility_list: [], group_visibility_list: [] });
  },
});

export const rangeEndpoints = [contactsRange, visibility];
