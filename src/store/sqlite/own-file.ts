import { closeSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '../db.ts';
import { openConnection, type SqliteConnection } from './driver.ts';
import { lockFolder } from './lock.ts';
import { keepPrivate, ownerOf } from './private-files.ts';

export interface OwnFile {
  connection: SqliteConnection;
  /** What has become of the file under its name; undefined while it is the one that was opened. Some microseconds. */
  lost(): DatabaseUnusable | undefined;
  letGo(): void;
  /** What other users may read of it, a sentence each. */
  complaints: string[];
}

/** Opens the database file of this folder for this process alone; makes both if need be. Throws `DatabaseUnusable`. */
export function ownFile(directory: string): OwnFile {
  const file = path.join(path.resolve(directory), 'bot.sqlite');
  const opened: (() => void)[] = [];
  const letGo = () => {
    for (const close of opened.splice(0).reverse()) close();
  };
  try {
    const complaints = keepPrivate(directory);
    opened.push(lockFolder(directory));
    for (const each of filesOf(file)) refuseReadOnly(each);
    const connection = openConnection(file);
    opened.push(() => connection.close());
    setUp(connection);
    return { connection, lost: watch(filesOf(file).slice(0, 2)), letGo, complaints };
  } catch (error) {
    letGo();
    throw explained(file, error, ownerOf(directory));
  }
}

/** The database, its log, and the index of the log, which all processes share. */
const filesOf = (file: string) => [file, `${file}-wal`, `${file}-shm`];

/** SQLite would make the other two as read-only as the database, and leave them behind for the time after it is mended. */
function refuseReadOnly(file: string) {
  try {
    closeSync(openSync(file, 'r+'));
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) return;
    throw new Error(`${path.basename(file)} may only be read`, { cause });
  }
}

/** WAL with a full sync: an acknowledged row survives a power cut. */
function setUp(connection: SqliteConnection) {
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000');
  // Bringing the log into the database holds everything up, so it is done when little is to be written (see `tidy`); by
  // itself it happens at 128 MiB, and the log then shrinks again.
  connection.exec('pragma wal_autocheckpoint = 32768; pragma journal_size_limit = 33554432');
  // Only a write shows that it can be written: on a file that may only be read, `begin immediate` begins to read.
  connection.exec('begin immediate; pragma user_version = 0; commit');
}

/** An open file takes everything written to it even when it has no name any more, and takes it along when it is closed. */
function watch(files: string[]): OwnFile['lost'] {
  const identity = (file: string) => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found && `${found.dev}:${found.ino}`;
  };
  const opened = files.map((file) => ({ file, as: identity(file) }));
  return () => {
    const gone = opened.find(({ file, as }) => identity(file) !== as);
    return gone && new DatabaseUnusable(goneUnderway(gone.file));
  };
}

const goneUnderway = (file: string) =>
  `The file ${file} of the embedded database was removed, moved or replaced while the bot ran, so nothing can be kept any more. ` +
  'Stop the bot, put the file back if you have it, and start the bot again.';

function explained(file: string, error: unknown, owner: string): DatabaseUnusable {
  if (error instanceof DatabaseUnusable) return error;
  return new DatabaseUnusable(
    `The embedded database ${file} can not be used: ${(error as Error).message}. ` +
      'Check that DATA_DIR is a folder that this user may write to, with every file in it, and that the disk is not full.' +
      owner,
    { cause: error },
  );
}
