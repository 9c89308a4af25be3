import { type Db, one, type Tx } from '../db.ts';
import { DatabaseUnusable } from '../unusable.ts';
import { insertRows, readTable } from './rows.ts';
import { prepareEmpty, requireCurrent, requireSameTables, type Table, tablesOf } from './tables.ts';

export interface Side {
  db: Db;
  /** How messages call it, such as `--from`. */
  named: string;
}

/**
 * Copies every row of one database into another, empty one, in one transaction, and compares what arrived. Returns the
 * number of rows by table. Throws `DatabaseUnusable` when it may not be done, and then or on any failure leaves the
 * target empty.
 */
export async function copyDatabase(source: Side, target: Side): Promise<Record<string, number>> {
  await requireCurrent(source.db, source.named);
  await prepareEmpty(target.db);
  await requireCurrent(target.db, target.named);
  return source.db.transaction(async (from) => {
    await requireUnused(from, source);
    return target.db.transaction(async (to) => {
      await requireUnused(to, target);
      const tables = await tablesOf(to, target.db.dialect);
      requireSameTables(await tablesOf(from, source.db.dialect), tables);
      for (const table of tables) await requireEmpty(to, table, target.named);
      return copyTables(from, to, tables);
    });
  });
}

async function copyTables(from: Tx, to: Tx, tables: Table[]): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const sent = await readTable(from, table, (page) => insertRows(to, table, page));
    const arrived = await readTable(to, table);
    if (sent.rows !== arrived.rows || sent.digest !== arrived.digest)
      throw new DatabaseUnusable(
        `The rows of ${table.name} did not arrive as they were (${sent.rows} sent, ${arrived.rows} arrived): nothing was kept.`,
      );
    await continueNumbers(to, table);
    rows[table.name] = arrived.rows;
  }
  return rows;
}

async function continueNumbers(to: Tx, { name, sequences }: Table): Promise<void> {
  for (const { column, sequence } of sequences)
    await to.all(
      `select setval(cast($1 as regclass), (select coalesce(max(${column}), 0) + 1 from ${name}), false)`,
      sequence,
    );
}

async function requireUnused(tx: Tx, { db, named }: Side): Promise<void> {
  if (!db.dialect.exclusiveUse) return;
  const row = await one(tx, db.dialect.exclusiveUse);
  if (!row?.granted) throw new DatabaseUnusable(`A bot runs on the database of ${named}: stop it first.`);
}

async function requireEmpty(to: Tx, { name }: Table, named: string): Promise<void> {
  const row = await one(to, `select 1 as there from ${name} limit 1`);
  if (row) throw new DatabaseUnusable(`The database of ${named} is not empty: ${name} has rows.`);
}
