import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '../db.ts';
import { openConnection } from './driver.ts';

/** Another process has the embedded database open. */
export class DatabaseInUse extends DatabaseUnusable {}

const BUSY = 5;

/**
 * Makes this process the only one to use the folder; returns the way to let go. The lock is one of SQLite's, on a file
 * of its own, so it ends with the process, however that ends. Throws `DatabaseInUse` with the owner's pid.
 */
export function lockFolder(directory: string): () => void {
  const pidFile = path.join(directory, 'bot.pid');
  const lock = openConnection(path.join(directory, 'bot.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    throw new DatabaseInUse(
      `The database in ${directory} is in use by process ${pidIn(pidFile)}. ` +
        'Stop that process first, or give this one another DATA_DIR.',
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  return () => lock.close();
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '(unknown)';
  }
}
