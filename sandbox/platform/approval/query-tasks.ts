import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';
import { processId, urlsOf } from './links.ts';
import type { Instance, InstanceStatus } from './model.ts';
import { newestFirst, pageOf, tailOf } from './pages.ts';

/** To do, done, initiated, unread copies, read copies. */
const TOPICS = ['1', '2', '3', '17', '18'] as const;
type Topic = (typeof TOPICS)[number];

const PROCESS_STATUS: Readonly<Record<InstanceStatus, string>> = {
  PENDING: '1',
  APPROVED: '2',
  REJECTED: '3',
  CANCELED: '4',
  DELETED: '5',
};

interface Row {
  readonly id: string;
  readonly at: number;
  readonly instance: Instance;
}

function copiesOf(person: Person, read: boolean, { approvals }: Platform): Row[] {
  return approvals.copies
    .filter((copy) => copy.recipient === person && (copy.read_at !== undefined) === read)
    .map((copy) => ({ id: copy.cc_id, at: copy.created_at, instance: copy.instance }));
}

function tasksOf(person: Person, pending: boolean, { approvals }: Platform): Row[] {
  return approvals.instances.flatMap((instance) =>
    instance.tasks
      .filter((task) => task.approver === person && (task.status === 'PENDING') === pending)
      .map((task) => ({ id: task.id, at: task.started_at, instance })),
  );
}

function initiatedBy(person: Person, { approvals }: Platform): Row[] {
  const mine = approvals.instances.filter((instance) => instance.initiator === person);
  return mine.map((instance) => ({ id: processId(instance), at: instance.started_at, instance }));
}

function rowsOf(person: Person, topic: Topic, platform: Platform): Row[] {
  if (topic === '3') return initiatedBy(person, platform);
  if (topic === '1' || topic === '2') return tasksOf(person, topic === '1', platform);
  return copiesOf(person, topic === '18', platform);
}

/** An initiated instance is "being processed" (33) or "withdrawn" (34); other rows carry their topic. */
function statusOf(topic: Topic, instance: Instance): string {
  if (topic !== '3') return topic;
  if (instance.status === 'PENDING') return '33';
  return instance.status === 'CANCELED' ? '34' : '2';
}

function item(
  { id, instance }: Row,
  { topic, user_id_type: idType }: { topic: Topic; user_id_type: UserIdType },
  owner: Person,
  { world }: Platform,
): object {
  const { definition, external } = instance;
  return {
    topic,
    user_id: owner[idType],
    title: external?.title ?? definition.name,
    urls: urlsOf(instance),
    ...(external && { process_external_id: external.id, task_external_id: `${external.id}-${id}` }),
    status: statusOf(topic, instance),
    process_status: PROCESS_STATUS[instance.status],
    definition_code: definition.approval_code,
    initiators: [instance.initiator[idType]],
    initiator_names: [instance.initiator.name],
    task_id: id,
    process_id: processId(instance),
    ...(world.settings.variants.task_code === 'sent' && { process_code: instance.instance_code }),
    definition_group_id: definition.group.external_id ?? '',
    definition_group_name: definition.group.name,
    definition_id: definition.approval_id,
    definition_name: definition.name,
  };
}

/** From 1000 rows on, the count says 999 and that there are more. */
function countOf(rows: readonly Row[]): object {
  const many = rows.length >= 1000;
  return { total: many ? 999 : rows.length, has_more: many };
}

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/approval-search/query-task
 * In real time. Its limit is in the API explorer only.
 */
const query = endpoint({
  method: 'GET',
  path: '/open-apis/approval/v4/tasks/query',
  scopes: ['approval:approval:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    page_size: pageSize(1, 200, 100),
    page_token: pageToken,
    user_id: z.string().min(1),
    topic: z.enum(TOPICS),
    user_id_type: userIdType,
  }),
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ query }, platform) {
    const { page_size, page_token, user_id, topic, user_id_type } = query;
    const person =
      platform.directory.find(user_id_type, user_id) ?? refuse(1390001, `user not found: ${user_id}`);
    const rows = rowsOf(person, topic, platform);
    const wanted = {
      size: page_size,
      token: page_token,
      query: ['tasks/query', user_id_type, user_id, topic],
    };
    const page = pageOf(rows, (row) => newestFirst(row.at, row.id), wanted, platform.pages);
    if (page === undefined) return refuse(1390001, 'page_token does not belong to this query');
    return success({
      tasks: page.rows.map((row) => item(row, query, person, platform)),
      ...tailOf(page),
      ...(page_token === undefined && { count: countOf(rows) }),
    });
  },
});

export const queryTasksEndpoints = [query];
