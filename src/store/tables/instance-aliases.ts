import { type Db, one } from '../db.ts';

export interface InstanceAlias {
  /** The long number in links, or a short link in one spelling. */
  alias: string;
  /** A code, or the reference of a third-party instance. */
  instanceCode: string;
}

/** Remembers what opens which instance: the platform can't be asked, or only by going through lists. */
export async function rememberAliases(db: Pick<Db, 'dialect' | 'run'>, seen: InstanceAlias[]): Promise<void> {
  const known = new Map(seen.map((one) => [one.alias, one]));
  known.delete('');
  if (known.size === 0) return;
  const { json, jsonList } = db.dialect;
  await db.run(
    `insert into instance_alias (alias, instance_code, seen_at)
     select entry.value ->> 'alias', entry.value ->> 'instanceCode', now_ms() from ${jsonList(json('$1'))} where true
     on conflict (alias) do update set instance_code = excluded.instance_code, seen_at = excluded.seen_at`,
    JSON.stringify([...known.values()].map(({ alias, instanceCode }) => ({ alias, instanceCode }))),
  );
}

/** The instance that is known under this number or link. */
export async function instanceOfAlias(db: Pick<Db, 'all'>, alias: string): Promise<string | undefined> {
  const row = await one<{ instance_code: string }>(
    db,
    'select instance_code from instance_alias where alias = $1',
    alias,
  );
  return row?.instance_code;
}
