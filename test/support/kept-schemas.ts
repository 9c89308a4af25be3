import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { asAdmin, newSchema, type Schema } from './postgres.ts';

interface Kept extends Schema {
  open: typeof openStore;
}

/** Schemas that a bot has left, with its tables and without a row, and its connections. */
const left: Kept[] = [];

/**
 * A schema on the time of the handle's clock, new or as good as new: to make all tables takes longer than most tests do, and
 * so does to connect, since a server learns the tables anew for each connection.
 */
export async function cleanSchema(): Promise<Kept> {
  const kept = left.pop() ?? keeping(await newSchema('manual clock'));
  const drop = async () => {
    await kept.drop();
    left.push(kept);
  };
  return { ...kept, drop };
}

/** Handles that are closed are kept for who opens next; dropped, it loses its rows and nothing else. */
function keeping(schema: Schema): Kept {
  const idle: Db[] = [];
  const inUse = new Set<() => Promise<void>>();
  const open: typeof openStore = async (options) => {
    const db = idle.pop() ?? (await openStore(options));
    const { handle, drained } = lent(db);
    const close = async () => {
      if (!inUse.delete(close)) return;
      await drained();
      idle.push(db);
    };
    inUse.add(close);
    return { ...handle, close };
  };
  const drop = async () => {
    for (const close of inUse) await close();
    await asAdmin(emptied(schema.name));
  };
  return { ...schema, open, drop };
}

/** One bot's use of a handle: nothing of it is left when that has drained. */
function lent(db: Db) {
  const underWay = new Set<Promise<unknown>>();
  const listening = new Set<() => void>();
  let closed = false;
  const noted = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new Error('the database is closed'));
    const done = work().finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  };
  const handle: Omit<Db, 'close'> = {
    exclusive: db.exclusive,
    dialect: db.dialect,
    tidy: db.tidy,
    transaction: (work, options) => noted(() => db.transaction(work, options)),
    all: (sql, ...params) => noted(() => db.all(sql, ...params)),
    run: (sql, ...params) => noted(() => db.run(sql, ...params)),
    listen(channel, wake) {
      const off = db.listen(channel, wake);
      listening.add(off);
      return off;
    },
  };
  const drained = async () => {
    closed = true;
    while (underWay.size > 0) await Promise.allSettled(underWay);
    for (const off of listening) off();
  };
  return { handle, drained };
}

const emptied = (schema: string) => `
  do $$ declare name text; has boolean; begin
    for name in select tablename from pg_tables where schemaname = '${schema}' and tablename <> 'schema_version' loop
      execute format('select exists (select 1 from ${schema}.%I)', name) into has;
      if has then execute format('truncate ${schema}.%I', name); end if;
    end loop;
    for name in select sequencename from pg_sequences where schemaname = '${schema}' and sequencename <> 'test_now' and last_value is not null loop
      execute format('alter sequence ${schema}.%I restart', name);
    end loop;
  end $$`;
