import { one, type Tx } from '../db.ts';

export interface Attempt {
  /** How long ago the first attempt was whose outcome is not known, ms by the database's clock, or null. */
  triedMsAgo: number | null;
  /** Set once it is known to have been sent. */
  messageId: string | null;
}

/** What is known of earlier attempts to send this. */
export async function earlierAttempt(db: Pick<Tx, 'all'>, key: string): Promise<Attempt> {
  const row = await one<{ tried_ms_ago: number | null; message_id: string | null }>(
    db,
    'select now_ms() - first_tried_at as tried_ms_ago, message_id from outbound where key = $1',
    key,
  );
  return { triedMsAgo: row?.tried_ms_ago ?? null, messageId: row?.message_id ?? null };
}

/** Under which key this message was sent. */
export async function keyOfMessage(db: Pick<Tx, 'all'>, messageId: string): Promise<string | undefined> {
  const row = await one<{ key: string }>(db, 'select key from outbound where message_id = $1', messageId);
  return row?.key;
}

/** Written before the call, so that a crash in between is noticed. */
export async function markTried(db: Pick<Tx, 'run'>, key: string): Promise<void> {
  await db.run(
    `insert into outbound (key, first_tried_at) values ($1, now_ms())
     on conflict (key) do update set first_tried_at = coalesce(outbound.first_tried_at, now_ms())`,
    key,
  );
}

/**
 * Neither this attempt nor one before it had an effect, so the next one starts afresh. Whoever has lost the job can't say
 * so: another attempt may be under way.
 */
export async function markNotSent(
  db: Pick<Tx, 'run'>,
  key: string,
  job: { id: number; attempts: number },
): Promise<void> {
  await db.run(
    `update outbound set first_tried_at = null where key = $1 and message_id is null
     and exists (select 1 from job where id = $2 and attempts = $3 and state = 'running')`,
    key,
    job.id,
    job.attempts,
  );
}

export async function markSent(tx: Tx, key: string, messageId: string): Promise<void> {
  await tx.run('update outbound set message_id = $2, sent_at = now_ms() where key = $1', key, messageId);
}
