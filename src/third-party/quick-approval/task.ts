import type { Tx } from '../../store/db.ts';
import { customCodeOf, realCodeOf } from '../../store/tables/third-party-definitions.ts';
import { findThirdParty } from '../../store/tables/third-party-instances.ts';
import {
  askedElsewhere,
  awaitsByOpenId,
  instancesAwaiting,
  pendingTasks,
  type Searched,
} from '../../store/tables/third-party-tasks.ts';
import type { ThirdPartyTask } from '../../store/third-party-document/documented.ts';
import type { QuickAction } from './action.ts';

/** The acting person by both ids; the open_id where it is known. */
export interface Actor {
  userId: string;
  openId: string | undefined;
}

const taskIdOf = ({ task_id, id }: QuickAction) => task_id || id || undefined;

/** What an action that names no instance says of its task. */
async function searchedBy(db: Pick<Tx, 'all'>, action: QuickAction): Promise<Searched | undefined> {
  const taskId = taskIdOf(action);
  if (taskId === undefined) return undefined;
  const real = await realCodeOf(db, action.approval_code);
  return { codes: [real, (await customCodeOf(db, real)) ?? real], taskId };
}

/** The tasks of an instance that an action may mean, whoever acts. */
async function tasksIn(
  db: Pick<Tx, 'all'>,
  instanceId: string,
  action: QuickAction,
): Promise<ThirdPartyTask[]> {
  const record = await findThirdParty(db, instanceId);
  // The definition may have got its code at Feishu after the instance was pushed.
  const of = record && (await realCodeOf(db, record.approvalCode));
  if (!record || of !== (await realCodeOf(db, action.approval_code))) return [];
  return pendingTasks(record.whole).filter((task) => task.task_id === taskIdOf(action));
}

/** Whether only an open_id tells whose some of the tasks are that may be meant. */
export async function needsOpenId(db: Pick<Tx, 'all'>, action: QuickAction): Promise<boolean> {
  const userId = action.user_id;
  if (action.instance_id) {
    const tasks = await tasksIn(db, action.instance_id, action);
    return tasks.some((task) => task.user_id !== userId && Boolean(task.open_id));
  }
  const searched = await searchedBy(db, action);
  return searched !== undefined && (await awaitsByOpenId(db, searched, userId));
}

const isOf = (task: ThirdPartyTask, { userId, openId }: Actor) =>
  task.user_id === userId || (openId !== undefined && task.open_id === openId);

/**
 * The one task that waits for this person and is meant; undefined when there is none, and `several` when it could be one of
 * many: also one of another system that has ended, which Feishu may still show.
 */
export async function taskFor(
  tx: Pick<Tx, 'all'>,
  action: QuickAction,
  actor: Actor,
): Promise<{ instanceId: string; task: ThirdPartyTask } | 'several' | undefined> {
  const searched = action.instance_id ? undefined : await searchedBy(tx, action);
  const found = searched ? await instancesAwaiting(tx, searched, actor) : [action.instance_id ?? ''];
  const [instanceId, another] = found;
  if (another) return 'several';
  if (!instanceId) return undefined;
  if (searched && (await askedElsewhere(tx, searched, actor, instanceId))) return 'several';
  const tasks = (await tasksIn(tx, instanceId, action)).filter((task) => isOf(task, actor));
  const [task, ...others] = tasks;
  return task && others.length === 0 ? { instanceId, task } : undefined;
}

/** Whether a task lets this be done: what it offers, or, where it offers nothing, the two usual decisions. */
export function offers(
  { action_configs: offered = [] }: ThirdPartyTask,
  { action_type }: QuickAction,
): boolean {
  if (offered.length === 0) return action_type === 'APPROVE' || action_type === 'REJECT';
  return offered.some((one) => one.action_type === action_type);
}
