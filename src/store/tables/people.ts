import { one, type Tx } from '../db.ts';

export interface PersonIds {
  userId: string;
  openId: string;
}

/** Remembers who a tenant user_id is, and gives the copies that waited for it their person. Returns their instances. */
export async function rememberPerson(tx: Tx, { userId, openId }: PersonIds): Promise<string[]> {
  await tx.run(
    `insert into person (user_id, open_id, looked_up_at) values ($1, $2, now_ms())
     on conflict (user_id) do update set open_id = excluded.open_id, looked_up_at = excluded.looked_up_at`,
    userId,
    openId,
  );
  const rows = await tx.all<{ instance_code: string }>(
    'update cc_copy set open_id = $2 where user_id = $1 and open_id is null returning instance_code',
    userId,
    openId,
  );
  return [...new Set(rows.map((row) => row.instance_code))];
}

/**
 * Who a tenant user_id is; of somebody who is not known yet, no other transaction learns it before this one ends, so that
 * what is written here for them is found then.
 */
export async function expectPerson(tx: Tx, userId: string): Promise<string | undefined> {
  const known = await openIdOf(tx, userId);
  if (known) return known;
  const row = await one<{ open_id: string | null }>(
    tx,
    `insert into person (user_id, open_id, looked_up_at) values ($1, null, 0)
     on conflict (user_id) do update set looked_up_at = person.looked_up_at returning open_id`,
    userId,
  );
  return row?.open_id ?? undefined;
}

export async function openIdOf(db: Pick<Tx, 'all'>, userId: string): Promise<string | undefined> {
  const row = await one<{ open_id: string | null }>(
    db,
    'select open_id from person where user_id = $1',
    userId,
  );
  return row?.open_id ?? undefined;
}

const CHUNK = 100;

/** Who these tenant user_ids are, as far as that is known; null for those whom the app could not see within a day. */
export async function openIdsOf(
  db: Pick<Tx, 'all'>,
  userIds: readonly string[],
): Promise<Map<string, string | null>> {
  const known = new Map<string, string | null>();
  for (let from = 0; from < userIds.length; from += CHUNK) {
    const some = userIds.slice(from, from + CHUNK);
    const placeholders = some.map((_, index) => `$${index + 1}`).join(', ');
    const rows = await db.all<{ user_id: string; open_id: string | null }>(
      `select user_id, open_id from person where user_id in (${placeholders})
       and (open_id is not null or looked_up_at > now_ms() - 86400000)`,
      ...some,
    );
    for (const row of rows) known.set(row.user_id, row.open_id);
  }
  return known;
}

/** Notes that the directory does not know who this is, or may not say. */
export async function rememberUnknown(db: Pick<Tx, 'run'>, userId: string): Promise<void> {
  await db.run(
    `insert into person (user_id, open_id, looked_up_at) values ($1, null, now_ms())
     on conflict (user_id) do update set looked_up_at = now_ms()`,
    userId,
  );
}
