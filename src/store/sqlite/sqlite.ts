import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Db, Row, Value } from '../db.ts';
import { DatabaseUnusable } from '../unusable.ts';
import { dialect } from './dialect.ts';
import { openConnection, type SqliteConnection } from './driver.ts';
import { groupCommit } from './group-commit.ts';
import { lockFolder } from './lock.ts';

/** The embedded database: one SQLite file that this process owns alone. Throws `DatabaseUnusable`. */
export function openSqlite(directory: string, clock: Pick<Clock, 'now'>): Db {
  const { connection, unlock } = explained(directory, () => own(directory));
  connection.function('now_ms', () => clock.now());

  const channels = new EventEmitter().setMaxListeners(0);
  const commits = groupCommit(connection, (channel) => channels.emit(channel));
  return {
    exclusive: true,
    dialect,
    transaction: commits.transaction,
    all: <T extends Row>(sql: string, ...params: Value[]) =>
      commits.transaction((tx) => tx.all<T>(sql, ...params)),
    run: (sql, ...params) => commits.transaction((tx) => tx.run(sql, ...params)),
    listen(channel, wake) {
      channels.on(channel, wake);
      return () => channels.off(channel, wake);
    },
    tidy: () => commits.between(() => connection.exec('pragma wal_checkpoint(passive)')),
    async close() {
      await commits.drain();
      connection.close();
      unlock();
    },
  };
}

/** WAL with a full sync: an acknowledged row survives a power cut. The empty transaction shows at once whether it can be written. */
function own(directory: string): { connection: SqliteConnection; unlock: () => void } {
  mkdirSync(directory, { recursive: true });
  const unlock = lockFolder(directory);
  const connection = openConnection(path.join(directory, 'bot.sqlite'));
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 2000');
  // Bringing the log into the database holds everything up, so it is done when little is to be written (see `tidy`); by
  // itself it happens at 128 MiB, and the log then shrinks again.
  connection.exec('pragma wal_autocheckpoint = 32768; pragma journal_size_limit = 33554432');
  connection.exec('begin immediate; commit');
  return { connection, unlock };
}

function explained<T>(directory: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(
      `The embedded database in ${path.resolve(directory)} can not be used: ${(error as Error).message}. ` +
        'Check that DATA_DIR is a folder that this user may write to, and that the disk is not full.',
      { cause: error },
    );
  }
}
