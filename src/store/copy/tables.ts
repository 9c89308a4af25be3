import { DatabaseUnusable, type Db, one, type Tx } from '../db.ts';
import { migrations } from '../migrations/index.ts';

export interface Table {
  name: string;
  columns: string[];
  /** Columns of the primary key, in its order. */
  key: string[];
  /** Columns that number themselves, with the sequence they take it from. */
  sequences: { column: string; sequence: string }[];
}

const VERSIONS = 'schema_version';

/** The tables of the bot, without the one that numbers the schema. */
export async function tablesOf(db: Pick<Tx, 'all'>, { columns }: Db['dialect']): Promise<Table[]> {
  const rows = await db.all<{
    table_name: string;
    column_name: string;
    key_place: number;
    sequence: string | null;
  }>(columns);
  const names = [...new Set(rows.map((row) => row.table_name))].filter((name) => name !== VERSIONS);
  return names.map((name) => {
    const own = rows.filter((row) => row.table_name === name);
    const key = own.filter((row) => row.key_place > 0).sort((a, b) => a.key_place - b.key_place);
    return {
      name,
      columns: own.map((row) => row.column_name),
      key: key.map((row) => row.column_name),
      sequences: own.flatMap(({ column_name: column, sequence }) => (sequence ? [{ column, sequence }] : [])),
    };
  });
}

/** Throws unless the schema is the one this program knows. */
export async function requireCurrent(db: Db, named: string): Promise<void> {
  const version = await versionOf(db);
  if (version === migrations.length) return;
  throw new DatabaseUnusable(
    version > migrations.length
      ? `The database of ${named} was written by a newer version: use that one's \`db copy\`.`
      : `The database of ${named} has schema version ${version} and not ${migrations.length}: ` +
          'start this version of the bot on it once, stop it, and copy then.',
  );
}

/** The version of the schema; 0 where there is none. */
export async function versionOf(db: Db): Promise<number> {
  const known = (await db.all(db.dialect.columns)).some((row) => row.table_name === VERSIONS);
  if (!known) return 0;
  const row = await one<{ version: number | null }>(db, `select max(version) as version from ${VERSIONS}`);
  return row?.version ?? 0;
}

/** Throws when the two don't have the same tables with the same columns. */
export function requireSameTables(source: Table[], target: Table[]): void {
  const shapes = (tables: Table[]) => new Set(tables.map(({ name, columns }) => `${name} (${columns})`));
  const [left, right] = [shapes(source), shapes(target)];
  const differing = [...left, ...right].filter((shape) => !left.has(shape) || !right.has(shape));
  if (differing.length > 0)
    throw new DatabaseUnusable(`Only one of the two databases has: ${[...new Set(differing)].join('; ')}.`);
}
