import { one, type Tx } from '../db.ts';

/** When a person's unread copies were last compared with Feishu's list, and how many instances there were then. */
export interface CcCheck {
  /** Unix ms. */
  checkedAt: number;
  unread: number;
}

export async function lastCheck(db: Pick<Tx, 'all'>, openId: string): Promise<CcCheck | undefined> {
  const row = await one<{ checked_at: number; unread: number }>(
    db,
    'select checked_at, unread from cc_check where open_id = $1',
    openId,
  );
  return row && { checkedAt: Number(row.checked_at), unread: Number(row.unread) };
}

export async function rememberCheck(tx: Tx, openId: string, unread: number): Promise<void> {
  await tx.run(
    `insert into cc_check (open_id, checked_at, unread) values ($1, now_ms(), $2)
     on conflict (open_id) do update set checked_at = now_ms(), unread = excluded.unread`,
    openId,
    unread,
  );
}
