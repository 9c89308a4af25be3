import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';
import { nativeDefinition } from './definitions.ts';
import { approversOf, decidingNodes } from './flow.ts';
import { checkForm } from './form/check.ts';
import type { NativeDefinition } from './model.ts';

function nodeAnswer(
  node: NativeDefinition['node_list'][number],
  definition: NativeDefinition,
  initiator: Person,
  type: UserIdType,
  platform: Platform,
): object {
  const decides = decidingNodes(definition).includes(node);
  const people = decides ? approversOf(node, definition, new Map(), platform) : [];
  const isStart = node === definition.node_list[0];
  return {
    user_id_list: (isStart ? [initiator] : people).map((person) => person[type]),
    end_cc_id_list: [],
    node_id: node.node_id,
    node_name: node.name,
    node_type: decides ? node.node_type : '',
    comments: [],
    custom_node_id: node.custom_node_id ?? '',
    ...(decides && {
      is_empty_logic: false,
      is_approver_type_free: node.need_approver,
      has_cc_type_free: node.need_cc_user === true,
    }),
  };
}

function departmentIsClear(given: string | undefined, person: Person, { world }: Platform): boolean {
  if (person.more_departments.length === 0) return true;
  const department = world.departments.find((one) => one.department_id === given);
  const own = [person.department_id, ...person.more_departments];
  return department !== undefined && own.includes(department.open_department_id);
}

/** https://open.feishu.cn/document/ukTMukTMukTM/ukTM5UjL5ETO14SOxkTN/approval-preview, before an instance exists. Its limit is in the API explorer only. */
const preview = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/instances/preview',
  scopes: ['approval:approval:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ user_id_type: userIdType }),
  body: z.strictObject({
    approval_code: z.string().min(1),
    user_id: z.string().min(1),
    department_id: z.string().optional(),
    form: z.string(),
  }),
  invalid: invalidAs(1390001),
  handle({ query, body }, platform) {
    const definition = nativeDefinition(body.approval_code, platform);
    const initiator = platform.directory.find(query.user_id_type, body.user_id) ?? refuse(1390004);
    if (!departmentIsClear(body.department_id, initiator, platform)) refuse(1390001, 'ext=审批流程预览失败');
    checkForm(body.form, definition, initiator, platform);
    const answer = (node: NativeDefinition['node_list'][number]) =>
      nodeAnswer(node, definition, initiator, query.user_id_type, platform);
    return success({
      preview_nodes: definition.node_list.filter((node) => node.node_type !== 'CC_NODE').map(answer),
    });
  },
});

export const previewEndpoints = [preview];
