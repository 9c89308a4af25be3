import type { Tx } from '../../store/db.ts';
import { realCodeOf } from '../../store/tables/external-definitions.ts';
import { type ExternalRecord, findExternal } from '../../store/tables/external-instances.ts';
import { instancesWithTask } from '../../store/tables/external-tasks.ts';
import type { ExternalTask } from '../push/documented.ts';
import type { QuickAction } from './action.ts';

/** The acting person by both ids; the open_id where it is known. */
export interface Actor {
  userId: string;
  openId: string | undefined;
}

const taskIdOf = ({ task_id, id }: QuickAction) => task_id || id || undefined;

/** The tasks that an action may mean, whoever acts. */
function candidates(record: ExternalRecord | undefined, action: QuickAction): ExternalTask[] {
  const taskId = taskIdOf(action);
  if (record?.whole.status !== 'PENDING' || taskId === undefined) return [];
  return (record.whole.task_list ?? []).filter(
    (task) => task.task_id === taskId && task.status === 'PENDING',
  );
}

/** The instances that an action may be about: the one it names, or, after a search, those with its task. */
async function instancesOf(db: Pick<Tx, 'all'>, action: QuickAction): Promise<ExternalRecord[]> {
  const taskId = taskIdOf(action);
  if (taskId === undefined) return [];
  const code = await realCodeOf(db, action.approval_code);
  const ids = action.instance_id ? [action.instance_id] : await instancesWithTask(db, code, taskId);
  const records = await Promise.all(ids.map((id) => findExternal(db, id)));
  return records.flatMap((record) => (record?.approvalCode === code ? record : []));
}

/** Whether only the open_id tells whose these tasks are. */
export async function needsOpenId(db: Pick<Tx, 'all'>, action: QuickAction): Promise<boolean> {
  const tasks = (await instancesOf(db, action)).flatMap((record) => candidates(record, action));
  return tasks.length > 0 && !tasks.some((task) => task.user_id === action.user_id);
}

const isOf = (task: ExternalTask, { userId, openId }: Actor) =>
  task.user_id === userId || (openId !== undefined && task.open_id === openId);

/** The one task that waits for this person and is meant; undefined when there is none, or it could be several. */
export async function taskFor(
  tx: Pick<Tx, 'all'>,
  action: QuickAction,
  actor: Actor,
): Promise<{ instanceId: string; task: ExternalTask } | undefined> {
  const found = (await instancesOf(tx, action)).flatMap((record) =>
    candidates(record, action)
      .filter((task) => isOf(task, actor))
      .map((task) => ({ instanceId: record.instanceId, task })),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a task lets this be done: what it offers, or, where it offers nothing, the two usual decisions. */
export function offers(
  { action_configs: offered = [] }: ExternalTask,
  { action_type }: QuickAction,
): boolean {
  if (offered.length === 0) return action_type === 'APPROVE' || action_type === 'REJECT';
  return offered.some((one) => one.action_type === action_type);
}
