import { z } from 'zod';
import { endpoint, noQuery, success } from '../../http/endpoint.ts';
import type { Platform } from '../../platform.ts';
import type { Person } from '../../world/schema.ts';
import { chosenPeople } from '../chosen-people.ts';
import { nativeDefinition } from '../definitions.ts';
import { checkForm, historic } from '../form/check.ts';
import type { NativeDefinition } from '../model.ts';
import { checkDepartment, checkUnused, start } from '../start.ts';
import { actingPerson, everybody } from './ids.ts';
import { asV2, invalidV2, refuseV2 } from './refusals.ts';

const MOST_COPIES = 20;
const byNode = z.record(z.string(), z.array(z.string())).default({});

const body = z.strictObject({
  approval_code: z.string().min(1),
  user_id: z.string().optional(),
  open_id: z.string().min(1),
  department_id: z.string().optional(),
  form: z.string(),
  node_approver_user_id_list: byNode,
  node_approver_open_id_list: byNode,
  node_cc_user_id_list: byNode,
  node_cc_open_id_list: byNode,
  uuid: z.string().max(64).optional(),
});
type Body = z.infer<typeof body>;

const pairs = (map: Record<string, string[]>) => Object.entries(map).map(([key, value]) => ({ key, value }));

/** Both lists together may name 20 people at a node. */
function checkCopies({ node_cc_user_id_list: users, node_cc_open_id_list: opens }: Body, platform: Platform) {
  for (const node of new Set([...Object.keys(users), ...Object.keys(opens)]))
    if (everybody(users[node] ?? [], opens[node] ?? [], platform).length > MOST_COPIES)
      refuseV2(60001, `more than ${MOST_COPIES} people at node ${node}`);
}

function chosen(given: Body, definition: NativeDefinition, platform: Platform): Map<string, Person[]> {
  checkCopies(given, platform);
  const choices = {
    node_approver_user_id_list: pairs(given.node_approver_user_id_list),
    node_approver_open_id_list: pairs(given.node_approver_open_id_list),
    node_cc_user_id_list: pairs(given.node_cc_user_id_list),
    node_cc_open_id_list: pairs(given.node_cc_open_id_list),
  };
  return chosenPeople(choices, definition, platform);
}

/**
 * https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/create-approval-instance
 * An empty uuid or department is none. A definition that is switched off is not found.
 */
const create = endpoint({
  method: 'POST',
  path: '/approval/openapi/v2/instance/create',
  scopes: ['approval:approval:readonly'],
  query: noQuery,
  body,
  invalid: invalidV2,
  handle({ body: given }, platform) {
    const definition = asV2(() => nativeDefinition(given.approval_code, platform));
    if (definition.status !== 'ACTIVE') refuseV2(60002);
    if (definition.free_process) refuseV2(60013);
    const uuid = given.uuid || undefined;
    asV2(() => checkUnused(uuid, platform));
    const initiator = actingPerson(given, platform);
    asV2(() => checkDepartment(given.department_id, initiator, platform), 60005);
    const entries = asV2(() => checkForm(given.form, definition, initiator, platform, historic()), 60006);
    const people = asV2(() => chosen(given, definition, platform));
    const instance = start({ definition, initiator, uuid, entries, chosen: people }, platform);
    return success({ instance_code: instance.instance_code });
  },
});

export const historicCreateEndpoints = [create];
