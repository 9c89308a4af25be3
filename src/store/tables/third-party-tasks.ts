import type { Tx } from '../db.ts';
import type { ThirdPartyInstance, ThirdPartyTask } from '../third-party-document/documented.ts';

/** A hidden instance goes on: it is only not listed. */
const GOES_ON = ['PENDING', 'HIDDEN'];

/** The tasks of an instance that wait for somebody. */
export const pendingTasks = ({ status, task_list = [] }: ThirdPartyInstance): ThirdPartyTask[] =>
  GOES_ON.includes(status) ? task_list.filter((task) => task.status === 'PENDING') : [];

/** Keeps which tasks of an instance wait for whom; the instance itself must be there. */
export async function keepPendingTasks(tx: Tx, instanceId: string, whole: ThirdPartyInstance): Promise<void> {
  const rows = await tx.all<{ task_id: string; user_id: string; open_id: string }>(
    'select task_id, user_id, open_id from external_task where instance_id = $1',
    instanceId,
  );
  const known = new Map(rows.map((row) => [row.task_id, row]));
  const wanted = new Map(pendingTasks(whole).map((task) => [task.task_id, task]));
  for (const taskId of known.keys()) if (!wanted.has(taskId)) await endTask(tx, instanceId, taskId);
  for (const [taskId, { user_id = '', open_id = '' }] of wanted) {
    const before = known.get(taskId);
    if (before?.user_id === user_id && before.open_id === open_id) continue;
    await tx.run(
      `insert into external_task (instance_id, task_id, approval_code, user_id, open_id)
       select instance_id, $2, approval_code, $3, $4 from external_instance where instance_id = $1
       on conflict (instance_id, task_id) do update set user_id = excluded.user_id, open_id = excluded.open_id`,
      instanceId,
      taskId,
      user_id,
      open_id,
    );
  }
}

/** Nobody is asked any more; what was asked is known for as long as Feishu may show it. */
async function endTask(tx: Tx, instanceId: string, taskId: string): Promise<void> {
  await tx.run(
    `insert into external_task_past (instance_id, task_id, approval_code, user_id, open_id, ended_at)
     select instance_id, task_id, approval_code, user_id, open_id, now_ms() from external_task
     where instance_id = $1 and task_id = $2
     on conflict (instance_id, task_id) do update set user_id = excluded.user_id, open_id = excluded.open_id, ended_at = excluded.ended_at`,
    instanceId,
    taskId,
  );
  await tx.run('delete from external_task where instance_id = $1 and task_id = $2', instanceId, taskId);
}

/** A task by what a search tells of it: its definition goes by either of its two codes. */
export interface Searched {
  codes: readonly [string, string];
  taskId: string;
}

/** The instances in which a task of this id waits for a person, at most two: it must be one for it to be meant. */
export async function instancesAwaiting(
  db: Pick<Tx, 'all'>,
  { codes, taskId }: Searched,
  { userId, openId }: { userId: string; openId: string | undefined },
): Promise<string[]> {
  const rows = await db.all<{ instance_id: string }>(
    `select instance_id from external_task where approval_code in ($1, $2) and task_id = $3
     and (user_id = $4 or open_id = $5) limit 2`,
    ...codes,
    taskId,
    userId,
    openId || null,
  );
  return rows.map((row) => row.instance_id);
}

/** Whether another system than that of an instance has lately asked this person by a task of this id. */
export async function askedElsewhere(
  db: Pick<Tx, 'all'>,
  { codes, taskId }: Searched,
  { userId, openId }: { userId: string; openId: string | undefined },
  instanceId: string,
): Promise<boolean> {
  const rows = await db.all(
    `select 1 from external_task_past p join external_instance i on i.instance_id = p.instance_id
     where p.approval_code in ($1, $2) and p.task_id = $3 and (p.user_id = $4 or p.open_id = $5)
       and i.system <> (select system from external_instance where instance_id = $6) limit 1`,
    ...codes,
    taskId,
    userId,
    openId || null,
    instanceId,
  );
  return rows.length > 0;
}

/** Whether a task of this id waits for somebody whom only the open_id tells from this person. */
export async function awaitsByOpenId(
  db: Pick<Tx, 'all'>,
  { codes, taskId }: Searched,
  userId: string,
): Promise<boolean> {
  const rows = await db.all(
    `select 1 from external_task where approval_code in ($1, $2) and task_id = $3
     and user_id <> $4 and open_id <> '' limit 1`,
    ...codes,
    taskId,
    userId,
  );
  return rows.length > 0;
}
