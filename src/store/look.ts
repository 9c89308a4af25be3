import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable, type Db, one } from './db.ts';
import { migrations } from './migrations/index.ts';
import { openConnection } from './sqlite/driver.ts';
import { openSqlite } from './sqlite/sqlite.ts';

/** What a database can do. */
export interface DatabaseState {
  engine: 'SQLite' | 'PostgreSQL';
  /** Of the engine, such as `15.4`. */
  version: string;
  /** The number of the last migration; 0 before the first start. */
  schema: number;
  /** The one that this program knows. */
  known: number;
  mayCreate: boolean;
}

/** Opens a database to look at it: nothing is migrated. Throws `DatabaseUnusable`. */
export async function openToLook(where: {
  databaseUrl?: string | undefined;
  dataDir: string;
  now(): number;
}): Promise<Db> {
  if (!where.databaseUrl) return openSqlite(where.dataDir, where);
  const { openPostgresForUpkeep } = await import('./postgres/postgres.ts');
  return openPostgresForUpkeep(where.databaseUrl, 'DATABASE_URL');
}

/**
 * What there will be at the first start, where there is no embedded database yet and one can be made: looking makes none.
 * Undefined where there is one, or where opening it says what is wrong.
 */
export function stateBeforeFirstStart(dataDir: string): DatabaseState | undefined {
  const file = path.resolve(dataDir, 'bot.sqlite');
  if (existsSync(file) || !mayMakeFilesIn(path.dirname(file))) return undefined;
  const connection = openConnection(':memory:');
  const [row] = connection.prepare('select sqlite_version() as version').all({}) as { version: string }[];
  connection.close();
  const version = String(row?.version);
  return { engine: 'SQLite', version, schema: 0, known: migrations.length, mayCreate: true };
}

/** Whether the folder, or the nearest above that there is, takes files. */
function mayMakeFilesIn(folder: string): boolean {
  if (!existsSync(folder)) return path.dirname(folder) !== folder && mayMakeFilesIn(path.dirname(folder));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** https://www.postgresql.org/docs/current/functions-info.html */
export async function databaseState(db: Db): Promise<DatabaseState> {
  const schema = await schemaOf(db);
  const known = migrations.length;
  if (db.exclusive) {
    const row = await one<{ version: string }>(db, 'select sqlite_version() as version');
    return { engine: 'SQLite', version: String(row?.version), schema, known, mayCreate: true };
  }
  const row = await one<{ version: string; may: number }>(
    db,
    `select current_setting('server_version') as version,
       case when has_schema_privilege(current_schema(), 'create') then 1 else 0 end as may`,
  );
  const version = String(row?.version).split(' ')[0] ?? '';
  return { engine: 'PostgreSQL', version, schema, known, mayCreate: row?.may === 1 };
}

async function schemaOf(db: Db): Promise<number> {
  try {
    const row = await one<{ version: number }>(
      db,
      'select coalesce(max(version), 0) as version from schema_version',
    );
    return Number(row?.version ?? 0);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    return 0;
  }
}
