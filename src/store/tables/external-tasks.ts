import type { Tx } from '../db.ts';

const MOST = 50;

/** The ids of the instances of a definition in which a task of this id may be, the latest first. */
export async function instancesWithTask(
  db: Pick<Tx, 'all'>,
  approvalCode: string,
  taskId: string,
): Promise<string[]> {
  const written = JSON.stringify(taskId).replace(/[!%_]/g, '!$&');
  const rows = await db.all<{ instance_id: string }>(
    `select instance_id from external_instance where approval_code = $1 and whole like $2 escape '!'
     order by accepted_at desc limit ${MOST}`,
    approvalCode,
    `%"task_id":${written}%`,
  );
  return rows.map((row) => row.instance_id);
}
