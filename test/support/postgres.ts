import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';
import type { openStore } from '../../src/store/open.ts';
import type { TestClock } from './clock.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

/** Whether there is a PostgreSQL to test on. */
export const hasPostgres = server !== '';

/** A statement ends without the clock's help, so time may wait for it long. */
export const DATABASE_PATIENCE_MS = 60_000;

export interface Schema {
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

let admin: Pool | undefined;

export async function asAdmin<T>(sql: string): Promise<T[]> {
  // An idle connection may be lost when a drill restarts the server.
  admin ??= new Pool({ connectionString: server, max: 1, idleTimeoutMillis: 0 }).on('error', () => undefined);
  return (await admin.query(sql)).rows;
}

/** A sequence is seen by all as soon as it is set, whatever transactions are open. */
const manualNow = (schema: string) =>
  `create sequence ${schema}.test_now;
   create function ${schema}.now_ms() returns bigint language sql stable as $$ select last_value from ${schema}.test_now $$`;

/** Opens PostgreSQL so that each statement sees the time of the test's clock, and that time waits for statements. */
export function openOnTestClock(clock: TestClock, open: typeof openStore): typeof openStore {
  return async (options) => {
    const opening = open({ ...options, clock });
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
