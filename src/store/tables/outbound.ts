import { one, type Tx } from '../db.ts';

export interface Attempt {
  /** Unix ms of the first attempt whose outcome is not known, or null. */
  firstTriedAt: number | null;
  /** Set once it is known to have been sent. */
  messageId: string | null;
}

/** What is known of earlier attempts to send this. */
export async function earlierAttempt(db: Pick<Tx, 'all'>, key: string): Promise<Attempt> {
  const row = await one<{ first_tried_at: number | null; message_id: string | null }>(
    db,
    'select first_tried_at, message_id from outbound where key = $1',
    key,
  );
  return { firstTriedAt: row?.first_tried_at ?? null, messageId: row?.message_id ?? null };
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

/** The attempt certainly had no effect, so the next one starts afresh. */
export async function markNotSent(db: Pick<Tx, 'run'>, key: string): Promise<void> {
  await db.run('update outbound set first_tried_at = null where key = $1 and message_id is null', key);
}

export async function markSent(tx: Tx, key: string, messageId: string): Promise<void> {
  await tx.run('update outbound set message_id = $2, sent_at = now_ms() where key = $1', key, messageId);
}
