import { tablesOf } from '../../src/store/copy/tables.ts';
import type { Db } from '../../src/store/db.ts';

/** Every row of every table, as text. */
export async function contents(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of await tablesOf(db, db.dialect))
    all[name] = (await db.all(`select * from ${name}`)).map((row) => JSON.stringify(row)).sort();
  return all;
}
