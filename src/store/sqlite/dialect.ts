import type { Dialect } from '../db.ts';

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
