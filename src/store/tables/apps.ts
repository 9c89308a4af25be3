import type { Db } from '../db.ts';

const PREFIX = 'app:';

/** The app_ids that have worked on this database, the first one first; notes this one. */
export async function appsOf(db: Db, appId: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.run(
      'insert into noted_time (name, ms) values ($1, now_ms()) on conflict (name) do nothing',
      `${PREFIX}${appId}`,
    );
    const rows = await tx.all<{ name: string }>(
      `select name from noted_time where name like '${PREFIX}%' order by ms, name`,
    );
    return rows.map(({ name }) => name.slice(PREFIX.length));
  });
}
