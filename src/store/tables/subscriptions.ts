import type { Db } from '../db.ts';

const prefix = (appId: string) => `subscribed:${appId}:`;

/** Notes that the events of a definition are subscribed for an app: Feishu does not tell. */
export async function noteSubscribed(
  db: Pick<Db, 'run'>,
  appId: string,
  approvalCode: string,
): Promise<void> {
  await db.run(
    `insert into noted_time (name, ms) values ($1, now_ms())
     on conflict (name) do update set ms = excluded.ms`,
    prefix(appId) + approvalCode,
  );
}

/** The definitions of which this app has subscribed the events. */
export async function subscribedBy(db: Pick<Db, 'all'>, appId: string): Promise<string[]> {
  const rows = await db.all<{ name: string }>('select name from noted_time order by name');
  const own = prefix(appId);
  return rows.flatMap(({ name }) => (name.startsWith(own) ? name.slice(own.length) : []));
}
