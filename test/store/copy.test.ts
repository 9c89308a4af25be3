import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dbCopy } from '../../src/cli/db-copy.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { copyDatabase } from '../../src/store/copy/copy.ts';
import { type DatabaseAddress, openTarget, readDatabaseAddress } from '../../src/store/copy/database.ts';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite/sqlite.ts';
import { temporaryFolder } from '../support/engines.ts';
import { asAdmin, hasPostgres, newSchema } from '../support/postgres.ts';
import { contents } from './contents.ts';
import { fill } from './filled.ts';

type Kind = 'embedded' | 'postgres';
interface Home {
  url: string;
  /** As the bot opens it. */
  open(): Promise<Db>;
}

const directions: { from: Kind; to: Kind }[] = [
  { from: 'embedded', to: 'embedded' },
  ...(hasPostgres
    ? ([
        { from: 'embedded', to: 'postgres' },
        { from: 'postgres', to: 'embedded' },
      ] as const)
    : []),
];

let folder: string;
let drops: (() => Promise<void>)[];
beforeEach(() => {
  folder = temporaryFolder();
  drops = [];
});
afterEach(async () => {
  for (const drop of drops) await drop();
  rmSync(folder, { recursive: true });
});

async function home(kind: Kind, name: string): Promise<Home> {
  if (kind === 'embedded') {
    const dataDir = path.join(folder, name);
    return { url: dataDir, open: () => openStore({ dataDir, clock: systemClock }) };
  }
  const schema = await newSchema('server clock');
  drops.push(schema.drop);
  return {
    url: schema.url,
    open: () => openStore({ databaseUrl: schema.url, dataDir: '/nowhere', clock: systemClock }),
  };
}

/** As a copy opens it. */
async function openUnmigrated(url: string): Promise<Db> {
  const { db } = await openTarget(readDatabaseAddress(url) as DatabaseAddress, '--to');
  return db;
}

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await dbCopy(args, { out: (line) => lines.push(line), error: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
}

async function inside<T>({ open }: Home, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await open();
  return work(db).finally(() => db.close());
}

/** A handle whose transactions put `change` before each statement. */
const tampered = (db: Db, change: (sql: string, params: Value[]) => Value[]): Db => ({
  ...db,
  transaction: (work) =>
    db.transaction((tx) => {
      const wrapped: Tx = {
        ...tx,
        all: async <T extends Row>(sql: string, ...params: Value[]) => tx.all<T>(sql, ...change(sql, params)),
        run: async (sql, ...params) => tx.run(sql, ...change(sql, params)),
      };
      return work(wrapped);
    }),
});

describe.each(directions)('db copy from $from to $to', ({ from, to }) => {
  /** What concerns the target alone is the same from either source. */
  const ofTarget = it.runIf(from === 'embedded');
  let source: Home;
  let target: Home;
  beforeEach(async () => {
    source = await home(from, 'source');
    target = await home(to, 'target');
    await inside(source, fill);
  });

  it('brings every row across as it was, and goes on with the numbers', async () => {
    const { code, text } = await run('--from', source.url, '--to', target.url);
    expect(text).toMatch(/^job +448$/m);
    expect(text).toMatch(/^493 rows in 44 tables copied and compared\.$/m);
    expect(code).toBe(0);
    const before = await inside(source, contents);
    expect(Object.keys(before).filter((table) => before[table]?.length === 0)).toEqual([]);
    expect(await inside(target, contents)).toEqual(before);
    await inside(target, async (db) => {
      await db.transaction((tx) => addJob(tx, { queue: 'q', key: 'next', payload: 1 }));
      const [row] = await db.all(
        `select id, (select max(id) from job where key <> 'next') as top from job where key = 'next'`,
      );
      expect(row?.id).toBe(Number(row?.top) + 1);
    });
  });

  ofTarget('refuses a target that has rows, and leaves them', async () => {
    await inside(target, (db) => db.run(`insert into outbound values ('mine', 1, null, null)`));
    const { code, text } = await run('--from', source.url, '--to', target.url);
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(/Nothing was copied.*--to is not empty: outbound/),
    ]);
    expect((await inside(target, contents)).outbound).toHaveLength(1);
  });

  it('may be repeated though it was done, as after a kill just behind its end', async () => {
    const first = await run('--from', source.url, '--to', target.url);
    expect(await run('--from', source.url, '--to', target.url)).toEqual(first);
    await inside(target, (db) => db.run(`update outbound set sent_at = 3 where key = 'A'`));
    expect((await run('--from', source.url, '--to', target.url)).text).toMatch(/--to is not empty/);
  });

  ofTarget.each([0, 1, 3])(
    'finishes a migration of the target that broke off after step %i',
    async (steps) => {
      await inside({ ...target, open: () => openUnmigrated(target.url) }, (db) =>
        migrate(db, migrations.slice(0, steps)),
      );
      expect(await run('--from', source.url, '--to', target.url)).toMatchObject({ code: 0 });
      expect(await inside(target, contents)).toEqual(await inside(source, contents));
    },
  );

  ofTarget('refuses an older target that has rows, and one with tables of somebody else', async () => {
    const older = { ...target, open: () => openUnmigrated(target.url) };
    await inside(older, async (db) => {
      await migrate(db, migrations.slice(0, 1));
      await db.run(`insert into outbound values ('mine', 1, null, null)`);
    });
    expect((await run('--from', source.url, '--to', target.url)).text).toMatch(
      /--to is not empty: outbound has rows/,
    );
    const stranger = await home(to, 'stranger');
    await inside({ ...stranger, open: () => openUnmigrated(stranger.url) }, (db) =>
      db.run('create table guest (id integer primary key)'),
    );
    expect((await run('--from', source.url, '--to', stranger.url)).text).toMatch(
      /--to has tables that are not the bot's: guest/,
    );
  });

  it('refuses either side while a bot runs on it', async () => {
    for (const [side, name] of [
      [source, '--from'],
      [target, '--to'],
    ] as const) {
      const bot = await side.open();
      const { code, text } = await run('--from', source.url, '--to', target.url);
      const pattern = side.url.startsWith('postgres')
        ? new RegExp(`bot runs.*${name}`)
        : /in use by process \d+/;
      expect([code, text]).toEqual([1, expect.stringMatching(pattern)]);
      await bot.close();
    }
    expect(await run('--from', source.url, '--to', target.url)).toMatchObject({ code: 0 });
  });

  it('refuses a schema that is not the current one, on either side', async () => {
    await inside(target, (db) => db.run('insert into schema_version values ($1)', migrations.length + 1));
    expect((await run('--from', source.url, '--to', target.url)).text).toMatch(/--to was written by a newer/);
    await inside(source, (db) => db.run('delete from schema_version'));
    expect((await run('--from', source.url, '--to', target.url)).text).toMatch(/--from has schema version 0/);
  });

  describe('that breaks off', () => {
    /** The copy itself, with something going wrong on the way into the target. */
    const copyWith = async (change: (sql: string, params: Value[]) => Value[]) => {
      const [left, right] = [await source.open(), await target.open()];
      const free = (db: Db): Db => ({ ...db, dialect: { ...db.dialect, exclusiveUse: '' } });
      try {
        return await copyDatabase(
          { db: free(left), named: '--from' },
          { db: tampered(free(right), change), named: '--to' },
        );
      } finally {
        await left.close();
        await right.close();
      }
    };
    const rows = async () => Object.values(await inside(target, contents)).flat();

    ofTarget.each([1, 3, 6])('at insertion %i leaves nothing behind, and can be repeated', async (last) => {
      let insertions = 0;
      const broken = copyWith((sql, params) => {
        if (sql.startsWith('insert') && ++insertions === last) throw new Error('connection lost');
        return params;
      });
      await expect(broken).rejects.toThrow('connection lost');
      expect(await rows()).toEqual([]);
      expect(await run('--from', source.url, '--to', target.url)).toMatchObject({ code: 0 });
    });

    it('because a row arrived changed says where, and leaves nothing behind', async () => {
      const changed = copyWith((sql, params) =>
        sql.startsWith('insert into seen_instance') ? params.map((one) => (one === 5 ? 6 : one)) : params,
      );
      await expect(changed).rejects.toThrow(/rows of seen_instance did not arrive/);
      expect(await rows()).toEqual([]);
    });
  });
});

it('db copy takes a file URL, and the database file itself', async () => {
  const source = await home('embedded', 'source');
  await inside(source, fill);
  const copies = ['one', 'two'].map((name) => path.join(folder, name));
  expect(await run('--from', pathToFileURL(source.url).href, '--to', copies[0]!)).toMatchObject({ code: 0 });
  expect(await run('--from', path.join(copies[0]!, 'bot.sqlite'), '--to', copies[1]!)).toMatchObject({
    code: 0,
  });
});

it.runIf(hasPostgres)('db copy keeps what PostgreSQL can not hold as near as it can', async () => {
  const [source, target] = [await home('embedded', 'source'), await home('postgres', 'target')];
  await inside(source, (db) => db.run('insert into outbound values ($1, null, null, null)', 'a\0b'));
  expect(await run('--from', source.url, '--to', target.url)).toMatchObject({ code: 0 });
  // One of the two drivers of the embedded database ends a text at the character itself.
  const key = async (db: Db) => String((await db.all('select key from outbound'))[0]?.key);
  const kept = (await inside(source, key)).replaceAll('\0', '\uFFFD');
  expect(await inside(target, key)).toBe(kept);
});

it.runIf(hasPostgres)('a bot does not start on a database that is being copied', async () => {
  const target = await home('postgres', 'target');
  const db = await target.open();
  await db.close();
  const { openPostgresForUpkeep } = await import('../../src/store/postgres/postgres.ts');
  const copy = await openPostgresForUpkeep(target.url, '--to');
  await copy.transaction(async (tx) => {
    await tx.all(copy.dialect.exclusiveUse);
    await expect(target.open()).rejects.toThrow(/being copied/);
  });
  await copy.close();
  await (await target.open()).close();
});

it('db copy removes an embedded database that it began and could not finish', async () => {
  const source = await home('embedded', 'source');
  await inside(source, fill);
  const old = openSqlite(source.url, systemClock);
  await old.run('create table stranger (id integer primary key)');
  await old.close();
  const target = path.join(folder, 'target');
  expect((await run('--from', source.url, '--to', target)).text).toMatch(/Only one of the two.*stranger/);
  expect(readdirSync(target).filter((name) => name.startsWith('bot.sqlite'))).toEqual([]);
});

describe('db copy says what is wrong with', () => {
  const cases: [string, string[], RegExp][] = [
    ['no arguments', [], /--from is missing/],
    ['no target', ['--from', './data'], /--to is missing/],
    ['an option without a value', ['--from'], /--from/],
    ['an unknown option', ['--from', 'a', '--to', 'b', '--force'], /--force/],
    ['a word too many', ['--from', 'a', '--to', 'b', 'c'], /'c'/],
    ['the same database twice', ['--from', './data', '--to', 'data/'], /the same database/],
    ['another kind of database', ['--from', 'mysql://h/b', '--to', 'b'], /--from is a mysql: address/],
    ['an address that is none', ['--from', 'a', '--to', 'postgres://a b/'], /--to is not a valid/],
  ];
  it.each(cases)('%s', async (_name, args, complaint) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toMatch(complaint);
    expect(text).toContain('Usage: feishu-approval-bot db copy');
  });

  it('a folder without a database, and creates none', async () => {
    const nothing = path.join(folder, 'nothing');
    const { code, text } = await run('--from', nothing, '--to', path.join(folder, 'target'));
    expect([code, text]).toEqual([1, expect.stringContaining(`no database in ${nothing}`)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(hasPostgres)('a server that can not be reached, without its password', async () => {
    const source = await home('embedded', 'source');
    await inside(source, fill);
    const { code, text } = await run('--from', source.url, '--to', 'postgres://bot:hush@127.0.0.1:1/bot');
    expect([code, text]).toEqual([1, expect.stringMatching(/--to .*127\.0\.0\.1:1.*runs there/)]);
    expect(text).not.toContain('hush');
    expect(await asAdmin('select 1 as n')).toEqual([{ n: 1 }]);
  });
});
