import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { memoizeAsync } from '../../src/lib/async/memoize.ts';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { botClock, type TestClock } from './clock.ts';
import { cleanSchema } from './kept-schemas.ts';
import { hasPostgres, newSchema, openOnTestClock } from './postgres.ts';
import { noted } from './statements.ts';

/** A database of its own for one test, to be opened by the test or by a bot that it starts. */
export interface TestDatabase {
  env: { DATA_DIR: string; DATABASE_URL?: string };
  open: typeof openStore;
  remove(): Promise<void>;
}

export interface OpenEngine {
  db: Db;
  /** Another handle on the same database, as another replica has; the embedded one has a single owner, hence handle. */
  another(): Promise<Db>;
  /** Closes the database and opens it again, as a restart does. */
  reopen(): Promise<Db>;
  remove(): Promise<void>;
}

async function embedded(clock: TestClock, tables: 'none yet' | 'any' = 'none yet'): Promise<TestDatabase> {
  const DATA_DIR = temporaryFolder();
  if (tables === 'any') copyFileSync(await migrated(), path.join(DATA_DIR, DATABASE));
  const remove = async () => rmSync(DATA_DIR, { recursive: true });
  return { env: { DATA_DIR }, open: awaitedBy(clock), remove };
}

const DATABASE = 'bot.sqlite';

/** An embedded database with all tables and without a row: to make them takes longer than most tests do. */
const migrated = memoizeAsync(async () => {
  const dataDir = temporaryFolder();
  const db = await openStore({ dataDir, clock: botClock() });
  await db.close();
  return path.join(dataDir, DATABASE);
});

/** Opens the embedded database so that the test's time waits for its statements. */
function awaitedBy(clock: TestClock): typeof openStore {
  return async (options) => {
    const db = await openStore(options);
    const awaited = <T>(work: Promise<T>): Promise<T> => {
      clock.busy(work);
      return work;
    };
    return {
      ...db,
      transaction: (work) => awaited(db.transaction(work)),
      all: (sql, ...params) => awaited(db.all(sql, ...params)),
      run: (sql, ...params) => awaited(db.run(sql, ...params)),
    };
  };
}

async function postgres(clock: TestClock, tables: 'none yet' | 'any' = 'none yet'): Promise<TestDatabase> {
  const { url, drop, open } =
    tables === 'any' ? await cleanSchema() : { ...(await newSchema('manual clock')), open: openStore };
  return {
    env: { DATA_DIR: '/nowhere', DATABASE_URL: url },
    open: openOnTestClock(clock, open),
    remove: drop,
  };
}

const databases = { embedded, postgres };
export type EngineName = keyof typeof databases;

/** A database without a row, for a bot; to be removed by the test. */
export const newDatabase = (clock: TestClock, engine: EngineName) => databases[engine](clock, 'any');

async function open(engine: EngineName, clock: TestClock): Promise<OpenEngine> {
  const { env, open, remove } = await databases[engine](clock);
  const openOnce = async () => {
    const db = await open({ dataDir: env.DATA_DIR, databaseUrl: env.DATABASE_URL, clock });
    // What a bot says on the embedded engine has run on PostgreSQL here as well.
    return db.exclusive ? db : noted(db);
  };
  const others: Db[] = [];
  const opened: OpenEngine = {
    db: await openOnce(),
    async another() {
      if (engine === 'embedded') return opened.db;
      const other = await openOnce();
      others.push(other);
      return other;
    },
    async reopen() {
      await opened.db.close();
      opened.db = await openOnce();
      return opened.db;
    },
    async remove() {
      // A test may have left a database closed on purpose.
      for (const db of [opened.db, ...others]) await db.close().catch(() => undefined);
      await remove();
    },
  };
  return opened;
}

const names: EngineName[] = hasPostgres ? ['embedded', 'postgres'] : ['embedded'];

/** The engines that the contract suites run on. */
export const engines = names.map((name) => ({
  name,
  open: (clock: TestClock = botClock()) => open(name, clock),
}));

export const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), 'approval-bot-'));
