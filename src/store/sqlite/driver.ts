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

function loadDriver(require: NodeJS.Require): { DatabaseSync: new (file: string) => SqliteConnection } {
  try {
    return require('node:sqlite');
  } catch {
    return require('@photostructure/sqlite');
  }
}
