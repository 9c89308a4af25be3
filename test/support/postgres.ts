import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import type { TestClock } from './clock.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

/** Whether there is a PostgreSQL to test on. */
export const hasPostgres = server !== '';

/** A statement ends without the clock's help, so time may wait for it long. */
const DATABASE_PATIENCE_MS = 5_000;

interface Schema {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/** An empty schema of its own on the test server; `manual clock` lets `now_ms()` say what the handle's clock says. */
export async function newSchema(time: 'manual clock' | 'server clock'): Promise<Schema> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(`create schema ${name}`);
  if (time === 'manual clock') await asAdmin(manualNow(name));
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${name}`);
  return { name, url: url.href, drop: () => asAdmin(`drop schema ${name} cascade`).then(() => undefined) };
}

/** Schemas that a bot has left, with its tables and without a row. */
const left: Schema[] = [];

/** A schema on the time of the handle's clock, new or as good as new: to make all tables takes longer than most tests do. */
export async function cleanSchema(): Promise<Schema> {
  const schema = left.pop() ?? (await newSchema('manual clock'));
  const url = new URL(schema.url);
  url.searchParams.set('application_name', schema.name);
  const leave = async () => {
    await asAdmin(emptied(schema.name));
    left.push(schema);
  };
  return { ...schema, url: url.href, drop: leave };
}

/** Nothing that a test has left behind may write to it later. */
const emptied = (schema: string) => `
  select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${schema}';
  do $$ declare name text; has boolean; begin
    for name in select tablename from pg_tables where schemaname = '${schema}' and tablename <> 'schema_version' loop
      execute format('select exists (select 1 from ${schema}.%I)', name) into has;
      if has then execute format('truncate ${schema}.%I', name); end if;
    end loop;
    for name in select sequencename from pg_sequences where schemaname = '${schema}' and sequencename <> 'test_now' and last_value is not null loop
      execute format('alter sequence ${schema}.%I restart', name);
    end loop;
  end $$`;

export async function asAdmin<T>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A sequence is seen by all as soon as it is set, whatever transactions are open. */
const manualNow = (schema: string) =>
  `create sequence ${schema}.test_now;
   create function ${schema}.now_ms() returns bigint language sql stable as $$ select last_value from ${schema}.test_now $$`;

/** Opens PostgreSQL so that each statement sees the time of the test's clock, and that time waits for statements. */
export function openOnTestClock(clock: TestClock): typeof openStore {
  return async (options) => {
    const opening = openStore({ ...options, clock });
    clock.busy(opening, DATABASE_PATIENCE_MS);
    return onTestClock(await opening, clock);
  };
}

function onTestClock(db: Db, clock: TestClock): Db {
  const awaited = <T>(work: Promise<T>): Promise<T> => {
    clock.busy(work, DATABASE_PATIENCE_MS);
    return work;
  };
  const setTime = timeKeeper(clock);
  const transaction = <T>(work: (tx: Tx) => Promise<T>) => {
    const bell = belled(db);
    return awaited(
      db
        .transaction((tx) => work(timed(tx, setTime, bell.ring)))
        .then(async (value) => {
          await bell.heard();
          return value;
        })
        .finally(bell.leave),
    );
  };
  return {
    exclusive: db.exclusive,
    dialect: db.dialect,
    transaction,
    all: <T extends Row>(sql: string, ...params: Value[]) =>
      awaited(setTime(db).then(() => db.all<T>(sql, ...params))),
    run: (sql, ...params) => awaited(setTime(db).then(() => db.run(sql, ...params))),
    listen: db.listen,
    tidy: db.tidy,
    close: () => awaited(db.close()),
  };
}

type Sayer = Pick<Tx, 'run'>;

/** Tells the server the time before a statement, if it has passed since the one before. */
function timeKeeper(clock: TestClock) {
  let told: { at: number; done: Promise<unknown> } | undefined;
  return async (by: Sayer) => {
    const at = clock.now();
    if (told?.at !== at) told = { at, done: by.run(`select setval('test_now', $1)`, at) };
    const { done } = told;
    await done.catch((error) => {
      if (told?.done === done) told = undefined;
      throw error;
    });
  };
}

function timed(tx: Tx, setTime: (by: Sayer) => Promise<void>, ring: (channel: string) => void): Tx {
  return {
    all: async <T extends Row>(sql: string, ...params: Value[]) => {
      await setTime(tx);
      return tx.all<T>(sql, ...params);
    },
    run: async (sql, ...params) => {
      await setTime(tx);
      return tx.run(sql, ...params);
    },
    notify(channel) {
      ring(channel);
      tx.notify(channel);
    },
  };
}

/** A notification comes back a moment after its commit; time waits for that as well. */
function belled(db: Db) {
  const waits: Promise<void>[] = [];
  const leavers: (() => void)[] = [];
  return {
    ring(channel: string) {
      waits.push(new Promise((resolve) => leavers.push(db.listen(channel, resolve))));
    },
    heard: () =>
      Promise.race([Promise.all(waits), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]),
    leave: () => leavers.forEach((leave) => void leave()),
  };
}
