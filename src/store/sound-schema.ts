import { DatabaseUnusable, type Db, type Tx } from './db.ts';
import type { migrations } from './migrations/index.ts';

/** The tables that there are once these steps are done. */
function tablesAfter(steps: typeof migrations, dialect: Db['dialect']): string[] {
  const names = new Set<string>();
  for (const statement of steps.flatMap((step) => step(dialect))) {
    const [, verb, name] = /^\s*(create|drop) table (\w+)/.exec(statement) ?? [];
    if (name && verb === 'create') names.add(name);
    else if (name) names.delete(name);
  }
  return [...names];
}

/** Throws where the number of the schema is none, or where there are tables before there is a number. */
export async function requireKnown(tx: Tx, db: Db, version: number, steps: typeof migrations): Promise<void> {
  if (!Number.isInteger(version) || version < 0)
    throw new DatabaseUnusable(
      `The table schema_version of the database has no number of a version in it. ${RESTORE}`,
    );
  if (version > 0) return;
  const there = (await tx.all<{ table_name: string }>(db.dialect.columns)).map((row) => row.table_name);
  const others = [...new Set(there)].filter((name) => name !== 'schema_version');
  const ours = tablesAfter(steps, db.dialect).find((name) => others.includes(name));
  if (ours)
    throw new DatabaseUnusable(
      `The database has tables of the bot, such as ${ours}, but their version is not noted in schema_version. ${RESTORE}`,
    );
  if (db.exclusive && others.length > 0)
    throw new DatabaseUnusable(
      `The file bot.sqlite is the database of another program: it has the table ${others[0]}. ` +
        'Move it away, or give the bot a DATA_DIR of its own.',
    );
}

/** Throws where a table is missing that the number of the schema says is there. */
export async function requireTables(db: Db, steps: typeof migrations): Promise<void> {
  const tables = tablesAfter(steps, db.dialect);
  if (tables.length === 0) return;
  const look = (names: string[]) =>
    db.all(names.map((name) => `select 1 as there from ${name} where 1 = 0`).join(' union all '));
  try {
    await look(tables);
  } catch (error) {
    for (const name of tables)
      await look([name]).catch((cause) => {
        throw new DatabaseUnusable(missing(name, steps.length), { cause });
      });
    throw error;
  }
}

const missing = (table: string, version: number) =>
  `The database has schema version ${version}, but its table ${table} can't be read. ${RESTORE}`;

const RESTORE =
  'Restore a backup; where there is none, start with an empty database: another DATA_DIR, or another schema in DATABASE_URL.';
