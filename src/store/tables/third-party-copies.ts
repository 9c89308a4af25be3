import { compositeKey } from '../../lib/composite-key.ts';
import type { Tx } from '../db.ts';

/** A copy of a third-party instance as its system, or a person through the bot, has made it. */
export interface ThirdPartyCopy {
  ccId: string;
  userId: string | undefined;
  openId: string | undefined;
  /** Unix ms. */
  createdAt: number;
  read: boolean;
}

interface Target {
  approvalCode: string;
  /** The reference to the instance. */
  instanceCode: string;
}

export interface KnownCopy {
  id: string;
  openId: string | null;
  read: boolean;
}

/** Under which a copy is kept. */
export const thirdPartyCopyId = (instanceCode: string, ccId: string): string =>
  `push:${instanceCode}:${compositeKey(ccId)}`;

/** What is known of the copies of a third-party instance. */
export async function thirdPartyCopies(db: Pick<Tx, 'all'>, instanceCode: string): Promise<KnownCopy[]> {
  const rows = await db.all<{ id: string; open_id: string | null; read_at: number | null }>(
    `select id, open_id, read_at from cc_copy where instance_code = $1 and source = 'push'`,
    instanceCode,
  );
  return rows.map((row) => ({ id: row.id, openId: row.open_id, read: row.read_at !== null }));
}

/** Keeps a copy; one that was read stays read. */
export async function keepThirdPartyCopy(tx: Tx, target: Target, copy: ThirdPartyCopy): Promise<void> {
  await tx.run(
    `insert into cc_copy (id, source, user_id, open_id, approval_code, instance_code, created_at, read_at, read_from)
     values ($1, 'push', $2, $3, $4, $5, $6, case when $7 = 1 then now_ms() end, case when $7 = 1 then 'event' end)
     on conflict (id) do update set
       open_id = coalesce(excluded.open_id, cc_copy.open_id),
       read_at = coalesce(cc_copy.read_at, excluded.read_at),
       read_from = coalesce(excluded.read_from, cc_copy.read_from)
     where cc_copy.instance_code = excluded.instance_code`,
    thirdPartyCopyId(target.instanceCode, copy.ccId),
    copy.userId ?? null,
    copy.openId ?? null,
    target.approvalCode,
    target.instanceCode,
    copy.createdAt,
    copy.read ? 1 : 0,
  );
}

/** The system has taken a copy back. */
export async function dropThirdPartyCopy(tx: Tx, id: string): Promise<void> {
  await tx.run('delete from cc_copy where id = $1', id);
}
