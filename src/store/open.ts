import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Db } from './db.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite/sqlite.ts';

export interface StoreOptions {
  /** PostgreSQL, when set. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded database, otherwise. */
  dataDir: string;
  /** Time in the embedded database; PostgreSQL has a clock of its own. */
  clock: Pick<Clock, 'now'>;
  log?: Pick<Logger, 'warn'>;
}

/** Opens the database of this configuration and brings its schema up to date. Throws `DatabaseUnusable`. */
export async function openStore(options: StoreOptions): Promise<Db> {
  const db = await openEngine(options);
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return db;
}

async function openEngine({ databaseUrl, dataDir, clock, log }: StoreOptions): Promise<Db> {
  if (!databaseUrl) return openSqlite(dataDir, clock, (sentence) => log?.warn(sentence));
  // Loaded when needed: it would cost each start with the embedded database time and memory.
  const { openPostgres } = await import('./postgres/postgres.ts');
  return openPostgres(databaseUrl, (err, what) => log?.warn({ err }, what));
}
