import { DatabaseUnusable, type Tx } from '../db.ts';
import { insertRows, readTable, type Tally } from './rows.ts';
import { requireCurrent, requireSameTables, type Table, tablesOf } from './tables.ts';
import { firstWithRows, notEmpty, prepareTarget, requireUnused, type Side } from './target.ts';

/**
 * Copies every row of one database into another, empty one, in one transaction, and compares what arrived. Returns the
 * number of rows by table. May be repeated, whether it broke off at any point or was done. Throws `DatabaseUnusable` when it
 * may not be done, and then or on any failure leaves the target without rows, or as it was.
 */
export async function copyDatabase(source: Side, target: Side): Promise<Record<string, number>> {
  await requireCurrent(source.db, source.named);
  await prepareTarget(target);
  await requireCurrent(target.db, target.named);
  return source.db.transaction(async (from) => {
    await requireUnused(from, source);
    return target.db.transaction(async (to) => {
      await requireUnused(to, target);
      const tables = await tablesOf(to, target.db.dialect);
      requireSameTables(await tablesOf(from, source.db.dialect), tables);
      const filled = await firstWithRows(to, tables);
      if (!filled) return copyTables(from, to, tables);
      const rows = await countSame(from, to, tables);
      if (!rows) throw notEmpty(target.named, filled);
      return rows;
    });
  });
}

async function copyTables(from: Tx, to: Tx, tables: Table[]): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const sent = await readTable(from, table, (page) => insertRows(to, table, page));
    const arrived = await readTable(to, table);
    if (!isSame(sent, arrived))
      throw new DatabaseUnusable(
        `The rows of ${table.name} did not arrive as they were (${sent.rows} sent, ${arrived.rows} arrived): nothing was kept.`,
      );
    await continueNumbers(to, table);
    rows[table.name] = arrived.rows;
  }
  return rows;
}

/** The number of rows by table of a copy that was done before; undefined when the two differ. */
async function countSame(from: Tx, to: Tx, tables: Table[]): Promise<Record<string, number> | undefined> {
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const arrived = await readTable(to, table);
    if (!isSame(await readTable(from, table), arrived)) return undefined;
    rows[table.name] = arrived.rows;
  }
  return rows;
}

const isSame = (one: Tally, other: Tally) => one.rows === other.rows && one.digest === other.digest;

async function continueNumbers(to: Tx, { name, sequences }: Table): Promise<void> {
  for (const { column, sequence } of sequences)
    await to.all(
      `select setval(cast($1 as regclass), (select coalesce(max(${column}), 0) + 1 from ${name}), false)`,
      sequence,
    );
}
