import type { Tx } from '../db.ts';

/** Who has copied an instance to a person, and with which comment. People are open_ids. */
export interface CcRemark {
  openId: string;
  /** Empty where nobody says. */
  by: string;
  comment: string;
  /** Unix ms by Feishu's clock. */
  at: number;
}

/** More people than one call copies to; of a long history the latest count. */
const MOST = 100;
const LONGEST_COMMENT = 500;

/** Keeps what was written with copies of an instance; of several to one person, the latest. */
export async function rememberRemarks(
  db: Pick<Tx, 'run'>,
  instanceCode: string,
  remarks: readonly CcRemark[],
): Promise<void> {
  const latest = new Map([...remarks].sort((a, b) => a.at - b.at).map((one) => [one.openId, one]));
  // In one order: two transactions that keep the same people's must not wait for each other.
  const kept = [...latest.values()].slice(-MOST).sort((a, b) => (a.openId < b.openId ? -1 : 1));
  if (kept.length === 0) return;
  const values = kept.map(
    (_, index) =>
      `($1, $${4 * index + 2}, $${4 * index + 3}, $${4 * index + 4}, cast($${4 * index + 5} as bigint))`,
  );
  await db.run(
    `insert into cc_remark (instance_code, open_id, copied_by, comment, copied_at) values ${values.join(', ')}
     on conflict (instance_code, open_id) do update set copied_by = excluded.copied_by,
       comment = excluded.comment, copied_at = excluded.copied_at where cc_remark.copied_at <= excluded.copied_at`,
    instanceCode,
    ...kept.flatMap(({ openId, by, comment, at }) => [openId, by, comment.slice(0, LONGEST_COMMENT), at]),
  );
}

/** What was written with this person's copies, by instance. */
export async function remarksFor(
  db: Pick<Tx, 'all'>,
  openId: string,
  instanceCodes: readonly string[],
): Promise<Map<string, CcRemark>> {
  if (instanceCodes.length === 0) return new Map();
  const rows = await db.all<{ instance_code: string; copied_by: string; comment: string; copied_at: number }>(
    `select instance_code, copied_by, comment, copied_at from cc_remark
     where open_id = $1 and instance_code in (${instanceCodes.map((_, index) => `$${index + 2}`).join(', ')})`,
    openId,
    ...instanceCodes,
  );
  return new Map(
    rows.map((row) => [
      row.instance_code,
      { openId, by: row.copied_by, comment: row.comment, at: Number(row.copied_at) },
    ]),
  );
}
