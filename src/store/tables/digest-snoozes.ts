import type { Tx } from '../db.ts';

/** Leaves an instance out of a person's digests before a local day. */
export async function snooze(tx: Tx, openId: string, instanceCode: string, until: string): Promise<void> {
  await tx.run(
    `insert into digest_snooze (open_id, instance_code, until) values ($1, $2, $3)
     on conflict (open_id, instance_code) do update set until = excluded.until`,
    openId,
    instanceCode,
    until,
  );
}

/** The day until which each instance is left out, for those whose day is after `today`. */
export async function snoozes(
  db: Pick<Tx, 'all'>,
  openId: string,
  today: string,
): Promise<Map<string, string>> {
  const rows = await db.all<{ instance_code: string; until: string }>(
    'select instance_code, until from digest_snooze where open_id = $1 and until > $2',
    openId,
    today,
  );
  return new Map(rows.map((row) => [row.instance_code, row.until]));
}
