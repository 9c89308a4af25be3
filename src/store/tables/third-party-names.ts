import type { Tx } from '../db.ts';

/** A longer name is nothing that a person gives. */
const LONGEST = 600;

/** Keeps what people may call an instance by. */
export async function keepNames(tx: Tx, instanceId: string, names: readonly string[]): Promise<void> {
  const rows = await tx.all<{ name: string }>(
    'select name from external_name where instance_id = $1',
    instanceId,
  );
  const known = new Set(rows.map((row) => row.name));
  const wanted = new Set(names.filter((name) => name !== '' && name.length <= LONGEST));
  for (const name of wanted)
    if (!known.has(name))
      await tx.run(
        'insert into external_name (name, instance_id) values ($1, $2) on conflict (name, instance_id) do nothing',
        name,
        instanceId,
      );
  for (const name of known)
    if (!wanted.has(name))
      await tx.run('delete from external_name where name = $1 and instance_id = $2', name, instanceId);
}

/** The instances that are called so, 10 at a time in the order of their ids: a link may open a list of many. */
export async function instancesNamed(db: Pick<Tx, 'all'>, name: string, after: string): Promise<string[]> {
  const rows = await db.all<{ instance_id: string }>(
    'select instance_id from external_name where name = $1 and instance_id > $2 order by instance_id limit 10',
    name,
    after,
  );
  return rows.map((row) => row.instance_id);
}

const CHUNK = 100;

/** Of these third-party instances those that the bot has brought to Feishu, each with the code of its definition. */
export async function definitionsOfOurs(
  db: Pick<Tx, 'all'>,
  instanceIds: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < instanceIds.length; from += CHUNK) {
    const some = instanceIds.slice(from, from + CHUNK);
    const placeholders = some.map((_, index) => `$${index + 1}`).join(', ');
    const rows = await db.all<{ instance_id: string; code: string }>(
      `select i.instance_id, coalesce(d.real_code, i.approval_code) as code from external_instance i
       left join external_definition d on d.custom_code = i.approval_code where i.instance_id in (${placeholders})`,
      ...some,
    );
    for (const row of rows) found.set(row.instance_id, row.code);
  }
  return found;
}

const LOCALES = ['zh-CN', 'en-US', 'ja-JP'] as const;

/** The name of a definition that was applied through the bot; empty for others. */
export async function definitionName(db: Pick<Tx, 'all'>, realCode: string): Promise<string> {
  const [row] = await db.all<{ content: string }>(
    'select content from external_definition where real_code = $1 limit 1',
    realCode,
  );
  const { name = '' } = JSON.parse(row?.content ?? '{}') as { name?: string | Record<string, string> };
  if (typeof name === 'string') return name;
  return LOCALES.map((locale) => name[locale]).find((text) => text !== undefined) ?? '';
}
