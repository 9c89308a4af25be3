import { z } from 'zod';
import { refuse } from '../errors.ts';
import { emitInstance } from '../events/approval-events.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { capitals } from '../ids.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { nativeDefinition } from './definitions.ts';
import { stepsOf } from './flow.ts';
import { checkForm } from './form/check.ts';
import { shownForm } from './form/shown.ts';
import type { Instance, NativeDefinition } from './model.ts';
import { proceed } from './transitions.ts';

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
});
type Body = z.infer<typeof body>;

function initiatorOf(given: Body, { directory }: Platform): Person {
  const { user_id, open_id } = given;
  if (!user_id && !open_id) return refuse(1390001, 'ext=user_id or open_id is required');
  const person = user_id ? directory.find('user_id', user_id) : directory.find('open_id', open_id ?? '');
  return person && directory.isOfTenant(person) && !person.resigned ? person : refuse(1390004);
}

function checkDepartment(given: string | undefined, person: Person, { world }: Platform) {
  if (!given) return;
  const department = world.departments.find((one) => one.department_id === given);
  const own = [person.department_id, ...person.more_departments];
  if (!department || !own.includes(department.open_department_id))
    refuse(1390001, 'ext=department_id is no department of the initiator');
}

/** The people chosen for each node, from both lists; a node that lets nobody be chosen, or not these, is a wrong parameter. */
function chosenPeople(given: Body, definition: NativeDefinition, { directory }: Platform) {
  const chosen = new Map<string, Person[]>();
  const take = (list: Body['node_cc_open_id_list'], type: 'user_id' | 'open_id') => {
    for (const { key, value } of list ?? []) {
      const node = definition.node_list.find((one) => [one.node_id, one.custom_node_id].includes(key));
      if (!node) return refuse(1390001, `ext=no node ${key}`);
      const people = value.map(
        (id) => directory.find(type, id) ?? refuse(1390001, `ext=user not found: ${id}`),
      );
      chosen.set(node.node_id, [...new Set([...(chosen.get(node.node_id) ?? []), ...people])]);
    }
  };
  take(given.node_approver_user_id_list, 'user_id');
  take(given.node_approver_open_id_list, 'open_id');
  take(given.node_cc_user_id_list, 'user_id');
  take(given.node_cc_open_id_list, 'open_id');
  for (const node of definition.node_list) checkRange(node, chosen.get(node.node_id) ?? []);
  return chosen;
}

function checkRange(node: NativeDefinition['node_list'][number], people: readonly Person[]) {
  const limited = node.approver_chosen_range?.find((range) => range.approver_range_type === 2);
  const outside = limited && people.find((person) => !limited.approver_range_ids.includes(person.handle));
  if (outside) refuse(1390001, `ext=${outside.open_id} is out of the range of node ${node.node_id}`);
  if (node.need_approver && !node.approver_chosen_multi && people.length > 1)
    refuse(1390001, `ext=node ${node.node_id} takes one approver`);
}

function checkTitle({ title, i18n_resources: resources = [] }: Body) {
  const defaults = resources.filter((one) => one.is_default).flatMap((one) => one.texts);
  if (title && !defaults.some((one) => one.key === title)) refuse(1390001, 'ext=title has no text');
}

function start(given: Body, definition: NativeDefinition, initiator: Person, platform: Platform): Instance {
  const { approvals, clock, ids } = platform;
  const now = clock.now();
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const instance: Instance = {
    handle: `created-${approvals.instances.length + 1}`,
    instance_code: capitals(ids.hex(32)),
    uuid: given.uuid ?? ids.hex(8),
    serial_number: `${day}${String(9000 + approvals.instances.length)}`,
    definition,
    initiator,
    status: 'PENDING',
    reverted: false,
    started_at: now,
    ended_at: undefined,
    form: shownForm(checkForm(given.form, definition, initiator, platform), definition),
    tasks: [],
    later: stepsOf(definition, chosenPeople(given, definition, platform), platform),
    timeline: [{ type: 'START', at: now, by: initiator, task_id: undefined, comment: undefined, copies: [] }],
    comments: [],
    external: undefined,
  };
  approvals.instances.push(instance);
  void emitInstance(instance, platform);
  proceed(instance, platform);
  platform.changes.tell({ kind: 'approvals' });
  return instance;
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
    const uuid = given.uuid?.toLowerCase();
    if (uuid && platform.approvals.instances.some((one) => one.uuid.toLowerCase() === uuid)) refuse(60012);
    const initiator = initiatorOf(given, platform);
    checkDepartment(given.department_id, initiator, platform);
    checkTitle(given);
    return success({ instance_code: start(given, definition, initiator, platform).instance_code });
  },
});

export const createEndpoints = [create];
