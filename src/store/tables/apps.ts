import type { Db, Tx } from '../db.ts';

const PREFIX = 'app:';

export interface KnownApp {
  appId: string;
  /** When it first worked here, Unix ms. */
  since: number;
}

/** The apps that have worked on this database, the first one first; notes this one. */
export async function appsOf(db: Db, appId: string): Promise<KnownApp[]> {
  return db.transaction(async (tx) => {
    await tx.run(
      'insert into noted_time (name, ms) values ($1, now_ms()) on conflict (name) do nothing',
      `${PREFIX}${appId}`,
    );
    return knownApps(tx);
  });
}

/** The same, without noting any. */
export async function knownApps(db: Pick<Tx, 'all'>): Promise<KnownApp[]> {
  const rows = await db.all<{ name: string; ms: number }>(
    `select name, ms from noted_time where name like '${PREFIX}%' order by ms, name`,
  );
  return rows.map(({ name, ms }) => ({ appId: name.slice(PREFIX.length), since: Number(ms) }));
}
