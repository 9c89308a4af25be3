import { z } from 'zod';
import { departmentIdType } from '../contact/visible.ts';
import { endpoint, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { checkReadable } from './own.ts';

const ids = z.array(z.string()).max(50).optional();

/** https://open.feishu.cn/document/server-docs/application-v6/admin/check_white_black_list */
const visibility = endpoint({
  method: 'POST',
  path: '/open-apis/application/v6/applications/:app_id/visibility/check_white_black_list',
  scopes: ['application:application:self_manage', 'admin:app.info:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
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

export const rangeEndpoints = [visibility];
