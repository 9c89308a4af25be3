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

/** The local day until which a person has put off each instance, by code; days past are among them. */
export async function snoozes(db: Pick<Tx, 'all'>, openId: string): Promise<Map<string, string>> {
  const rows = await db.all<{ instance_code: string; until: string }>(
    'select instance_code, until from digest_snooze where open_id = $1',
    openId,
  );
  return new Map(rows.map((row) => [row.instance_code, row.until]));
}

/** Those that are left out on a local day. */
export const stillPutOff = (putOff: ReadonlyMap<string, string>, date: string): Map<string, string> =>
  new Map([...putOff].filter(([, until]) => until > date));
