import type { Row, Tx } from '../db.ts';

/** A copy of a third-party instance that a person has added through the bot. Times are Unix ms. */
export interface AddedCc {
  ccId: string;
  instanceId: string;
  /** The recipient: at least one of the two. */
  userId: string | null;
  openId: string | null;
  /** open_id of the person who added it. */
  addedBy: string;
  title: string;
  createdAt: number;
  /** Whether Feishu has it. */
  given: boolean;
}

/** Adds a copy, for the next call about the instance to carry; false when there is one of this id. */
export async function addCc(tx: Tx, cc: Omit<AddedCc, 'given'>): Promise<boolean> {
  const added = await tx.run(
    `insert into external_cc (cc_id, instance_id, user_id, open_id, added_by, title, created_at, given)
     values ($1, $2, $3, $4, $5, $6, $7, 0) on conflict (cc_id) do nothing`,
    cc.ccId,
    cc.instanceId,
    cc.userId,
    cc.openId,
    cc.addedBy,
    cc.title,
    cc.createdAt,
  );
  return added === 1;
}

export async function addedCcs(db: Pick<Tx, 'all'>, instanceId: string): Promise<AddedCc[]> {
  const rows = await db.all(
    'select * from external_cc where instance_id = $1 order by created_at, cc_id',
    instanceId,
  );
  return rows.map((row: Row) => ({
    ccId: String(row.cc_id),
    instanceId,
    userId: row.user_id as string | null,
    openId: row.open_id as string | null,
    addedBy: String(row.added_by),
    title: String(row.title),
    createdAt: Number(row.created_at),
    given: Number(row.given) === 1,
  }));
}

/** A copy, of the system or added, that its recipient has marked as read through the bot. */
export interface ReadMark {
  ccId: string;
  /** Unix ms. */
  readAt: number;
  /** Whether Feishu has it. */
  given: boolean;
}

/** Marks a copy as read, for the next call about the instance to carry; false when it was marked before. */
export async function markCcRead(tx: Tx, instanceId: string, ccId: string): Promise<boolean> {
  const added = await tx.run(
    `insert into external_read (instance_id, cc_id, read_at, given) values ($1, $2, now_ms(), 0)
     on conflict (instance_id, cc_id) do nothing`,
    instanceId,
    ccId,
  );
  return added === 1;
}

export async function readMarks(db: Pick<Tx, 'all'>, instanceId: string): Promise<ReadMark[]> {
  const rows = await db.all('select * from external_read where instance_id = $1', instanceId);
  return rows.map((row) => ({
    ccId: String(row.cc_id),
    readAt: Number(row.read_at),
    given: Number(row.given) === 1,
  }));
}

/** Notes which added copies and marks Feishu has now, and which it no longer has. */
export async function noteGivenCcs(
  tx: Tx,
  instanceId: string,
  { given, gone, marks }: { given: string[]; gone: string[]; marks: string[] },
): Promise<void> {
  for (const ccId of given) await tx.run('update external_cc set given = 1 where cc_id = $1', ccId);
  for (const ccId of gone) await tx.run('update external_cc set given = 0 where cc_id = $1', ccId);
  for (const ccId of marks)
    await tx.run(
      'update external_read set given = 1 where instance_id = $1 and cc_id = $2',
      instanceId,
      ccId,
    );
}

/** Has the next call about an instance carry all added copies once more. */
export async function giveCcsAgain(tx: Tx, instanceId: string): Promise<void> {
  await tx.run('update external_cc set given = 0 where instance_id = $1', instanceId);
}

/** Takes back a copy that Feishu does not have. */
export async function dropAddedCc(tx: Tx, ccId: string): Promise<void> {
  await tx.run('delete from external_cc where cc_id = $1 and given = 0', ccId);
}
