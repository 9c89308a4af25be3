import { one, type Row, type Tx } from '../db.ts';

/** `refused`: by the system, for the reason in `message`. `failed`: it could not be reached for as long as was tried. */
export type ActionState = 'pending' | 'done' | 'refused' | 'failed';

/** What a person has done about a third-party task. Times are Unix ms. */
export interface ActionRecord {
  /** Of the webhook: the same however often it is sent. */
  id: string;
  instanceId: string;
  taskId: string;
  /** Tenant user_id of the person. */
  userId: string;
  system: string;
  /** Tells the same action again. */
  digest: string;
  /** As it came, without the token. */
  content: Record<string, unknown>;
  state: ActionState;
  message: string | undefined;
  /** Whether the person has heard that it is being worked on. */
  told: boolean;
  createdAt: number;
}

const recordOf = (row: Row): ActionRecord => ({
  id: String(row.id),
  instanceId: String(row.instance_id),
  taskId: String(row.task_id),
  userId: String(row.user_id),
  system: String(row.system),
  digest: String(row.digest),
  content: JSON.parse(String(row.content)),
  state: String(row.state) as ActionState,
  message: row.message === null ? undefined : String(row.message),
  told: Number(row.told) === 1,
  createdAt: Number(row.created_at),
});

export type NewAction = Omit<ActionRecord, 'state' | 'message' | 'told' | 'createdAt'> & {
  /** Digest of the encrypted request; undefined for one that came in the clear. */
  seal: string | undefined;
};

export async function addAction(tx: Tx, action: NewAction): Promise<void> {
  await tx.run(
    `insert into external_action (id, seal, instance_id, task_id, user_id, system, digest, content, state, told, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', 0, now_ms())`,
    action.id,
    action.seal ?? null,
    action.instanceId,
    action.taskId,
    action.userId,
    action.system,
    action.digest,
    JSON.stringify(action.content),
  );
}

export async function findAction(db: Pick<Tx, 'all'>, id: string): Promise<ActionRecord | undefined> {
  const row = await one(db, 'select * from external_action where id = $1', id);
  return row && recordOf(row);
}

export async function actionSealed(db: Pick<Tx, 'all'>, seal: string): Promise<ActionRecord | undefined> {
  const row = await one(db, 'select * from external_action where seal = $1', seal);
  return row && recordOf(row);
}

/** What was done about a task since a moment, the latest first. */
export async function actionsOn(
  db: Pick<Tx, 'all'>,
  task: Pick<ActionRecord, 'instanceId' | 'taskId'>,
  since: number,
): Promise<ActionRecord[]> {
  const rows = await db.all(
    `select * from external_action where instance_id = $1 and task_id = $2 and (created_at >= $3 or state = 'pending')
     order by created_at desc limit 50`,
    task.instanceId,
    task.taskId,
    since,
  );
  return rows.map(recordOf);
}

/** How an action stands, and whether it was tried at all; a job may have finished and be forgotten. */
export async function progressOf(db: Pick<Tx, 'all'>, id: string, queue: string) {
  const row = await one<{ state: string; message: string | null; tried: number }>(
    db,
    `select external_action.state, message,
       case when job.state = 'ready' and attempts > 0 then 1 else 0 end as tried
     from external_action left join job on job.queue = $2 and job.key = external_action.id
     where external_action.id = $1`,
    id,
    queue,
  );
  return (
    row && {
      state: String(row.state) as ActionState,
      message: row.message ?? undefined,
      tried: Number(row.tried) === 1,
    }
  );
}

/** Notes that the person hears that it is being worked on; false when it has ended meanwhile. */
export async function noteTold(db: Pick<Tx, 'run'>, id: string): Promise<boolean> {
  return (await db.run(`update external_action set told = 1 where id = $1 and state = 'pending'`, id)) === 1;
}

/** Ends an action; returns it as it stood, or undefined when it had ended before. */
export async function endAction(
  tx: Tx,
  id: string,
  state: Exclude<ActionState, 'pending'>,
  message?: string,
): Promise<ActionRecord | undefined> {
  const row = await one(
    tx,
    `update external_action set state = $2, message = $3 where id = $1 and state = 'pending' returning *`,
    id,
    state,
    message ?? null,
  );
  return row && recordOf(row);
}
