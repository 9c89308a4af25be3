import { EventEmitter } from 'node:events';
import type { Clock } from '../../lib/clock.ts';
import type { Db, Dialect, Row, Value } from '../db.ts';
import { groupCommit } from './group-commit.ts';
import { ownFile } from './own-file.ts';

/** One process owns the file and one connection writes to it: nothing here has to be locked. */
export const dialect: Dialect = {
  serial: 'integer primary key',
  skipLocked: '',
  greatest: 'max',
  json: (column) => column,
  jsonList: (list) => `json_each(${list}) as entry`,
  migrationLock: '',
  columns: `select t.name as table_name, c.name as column_name, c.pk as key_place, null as sequence
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite!_%' escape '!' order by t.name, c.cid`,
  exclusiveUse: '',
};

/** The embedded database: one SQLite file that this process owns alone, and no other user reads. Throws `DatabaseUnusable`. */
export function openSqlite(
  directory: string,
  clock: Pick<Clock, 'now'>,
  warn: (sentence: string) => void = () => undefined,
): Db {
  const { connection, lost, letGo, complaints } = ownFile(directory);
  complaints.forEach(warn);
  connection.function('now_ms', () => clock.now());

  const channels = new EventEmitter().setMaxListeners(0);
  const commits = groupCommit(connection, { lost, onNotify: (channel) => channels.emit(channel) });
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
    async tidy() {
      await commits.drain();
      connection.exec('pragma wal_checkpoint(passive)');
    },
    async close() {
      await commits.drain();
      letGo();
    },
  };
}
