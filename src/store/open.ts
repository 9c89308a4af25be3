import type { Clock } from '../clock.ts';
import type { Db } from './db.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite/sqlite.ts';

/** Opens the database of this configuration and brings its schema up to date. */
export async function openStore(options: { dataDir: string; clock: Clock }): Promise<Db> {
  const db = openSqlite(options.dataDir, options.clock);
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return db;
}
