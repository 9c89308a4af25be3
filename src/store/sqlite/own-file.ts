import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '../unusable.ts';
import { openConnection, type SqliteConnection } from './driver.ts';
import { lockFolder } from './lock.ts';

/** Opens the database file of this folder for this process alone; makes both if need be. Throws `DatabaseUnusable`. */
export function ownFile(directory: string): { connection: SqliteConnection; letGo(): void } {
  const file = path.join(path.resolve(directory), 'bot.sqlite');
  const opened: (() => void)[] = [];
  const letGo = () => {
    for (const close of opened.splice(0).reverse()) close();
  };
  try {
    mkdirSync(directory, { recursive: true });
    opened.push(lockFolder(directory));
    const connection = openConnection(file);
    opened.push(() => connection.close());
    setUp(connection);
    return { connection, letGo };
  } catch (error) {
    letGo();
    throw explained(file, error);
  }
}

/** WAL with a full sync: an acknowledged row survives a power cut. */
function setUp(connection: SqliteConnection) {
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000');
  // 32 MiB of log instead of 4: bringing it into the database holds everything up, which must not happen several times in a rush.
  connection.exec('pragma wal_autocheckpoint = 8192');
  // Only a write shows that it can be written: on a file that may only be read, `begin immediate` begins to read.
  connection.exec('begin immediate; pragma user_version = 0; commit');
}

function explained(file: string, error: unknown): DatabaseUnusable {
  if (error instanceof DatabaseUnusable) return error;
  return new DatabaseUnusable(
    `The embedded database ${file} can not be used: ${(error as Error).message}. ` +
      'Check that DATA_DIR is a folder that this user may write to, with every file in it, and that the disk is not full.',
    { cause: error },
  );
}
