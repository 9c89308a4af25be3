import { createRequire } from 'node:module';

/** What is used of `node:sqlite`; `@photostructure/sqlite` has the same shape for a Node that lacks it. */
export interface SqliteConnection {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  function(name: string, implementation: () => number): void;
  close(): void;
  readonly isTransaction: boolean;
}
export interface SqliteStatement {
  all(named: Record<string, string | number | null>): unknown[];
  run(named: Record<string, string | number | null>): { changes: number | bigint };
}

/** Opens a file with the SQLite of this Node (22.13 and later), else with the packaged binary. */
export function openConnection(file: string): SqliteConnection {
  const require = createRequire(import.meta.url);
  const { DatabaseSync } = loadDriver(require);
  return new DatabaseSync(file);
}

interface Driver {
  DatabaseSync: new (file: string) => SqliteConnection;
  /** From 22.16 on. */
  backup?(from: SqliteConnection, to: string, options: { rate: number }): Promise<number>;
}

function loadDriver(require: NodeJS.Require): Driver {
  try {
    return require('node:sqlite');
  } catch {
    return require('@photostructure/sqlite');
  }
}

/** All pages at once: the copy then is of one moment, and does not begin anew with each row that is written meanwhile. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * SQLite's online backup of a file into another, beside a process that writes to it, which goes on. Not for a process that
 * has the same file open by `openConnection`: this may need the packaged SQLite, and two of them in one process undo each
 * other's locks.
 */
export async function backUpFile(from: string, to: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const own = loadDriver(require);
  const { DatabaseSync, backup } = own.backup ? own : (require('@photostructure/sqlite') as Driver);
  const connection = new DatabaseSync(from);
  try {
    connection.exec('pragma busy_timeout = 10000');
    await backup?.(connection, to, { rate: ALL_PAGES });
  } finally {
    connection.close();
  }
}
