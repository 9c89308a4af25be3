import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { DatabaseInUse } from '../../src/store/sqlite/lock.ts';
import { botClock } from '../support/clock.ts';
import { engines, type OpenEngine, temporaryFolder } from '../support/engines.ts';

describe.each(engines)('the database seam on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  beforeEach(async () => {
    engine = await open(botClock());
    await engine.db.run(`create table note (id ${engine.db.dialect.serial}, text text not null unique)`);
  });
  afterEach(() => engine.remove());

  const add = (text: string) => engine.db.run('insert into note (text) values ($1)', text);
  const texts = async () => (await engine.db.all('select text from note order by id')).map((row) => row.text);

  it('keeps what was written across a restart', async () => {
    await add('kept');
    await engine.reopen();
    expect(await texts()).toEqual(['kept']);
  });

  it('undoes all of a transaction that fails, and none of those beside it', async () => {
    const outcomes = await Promise.allSettled([
      add('before'),
      engine.db.transaction(async (tx) => {
        await tx.run('insert into note (text) values ($1)', 'half');
        throw new Error('no');
      }),
      add('before'),
      add('after'),
    ]);
    const [first, undone, again, after] = outcomes.map((outcome) => outcome.status);
    expect([undone, after]).toEqual(['rejected', 'fulfilled']);
    // Where transactions run beside each other, either of the two may be the earlier one.
    expect([first, again].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await texts()).sort()).toEqual(['after', 'before']);
  });

  it('lets no other transaction see or enter an unfinished one', async () => {
    const seen = await Promise.all([
      engine.db.transaction(async (tx) => {
        await tx.run('insert into note (text) values ($1)', 'a');
        await tx.run('insert into note (text) values ($1)', 'b');
      }),
      engine.db.transaction(async (tx) => (await tx.all('select count(*) as n from note'))[0]?.n),
    ]);
    expect([0, 2]).toContain(Number(seen[1]));
  });

  it('wakes listeners after the commit only, and no longer once they left', async () => {
    let woken = 0;
    const leave = engine.db.listen('bell', () => woken++);
    await engine.db
      .transaction(async (tx) => {
        tx.notify('bell');
        throw new Error('no');
      })
      .catch(() => undefined);
    await engine.db.run('select 1');
    expect(woken).toBe(0);
    await engine.db.transaction(async (tx) => tx.notify('bell'));
    await expect.poll(() => woken).toBe(1);
    leave();
    await engine.db.transaction(async (tx) => tx.notify('bell'));
    expect(woken).toBe(1);
  });

  it('refuses a database that a newer version wrote', async () => {
    await engine.db.run('insert into schema_version (version) values ($1)', migrations.length + 1);
    await expect(engine.reopen()).rejects.toThrow(/newer version/);
  });
});

describe('the embedded database', () => {
  it('syncs each commit to the disk, which only a power cut would show', async () => {
    const db = await openStore({ dataDir: temporaryFolder(), clock: botClock() });
    const FULL = 2;
    expect(await db.all('pragma synchronous')).toEqual([{ synchronous: FULL }]);
    expect(await db.all('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await db.close();
  });

  it('belongs to one process, and names it to the next', async () => {
    const dataDir = temporaryFolder();
    const first = await openStore({ dataDir, clock: botClock() });
    const second = openStore({ dataDir, clock: botClock() });
    await expect(second).rejects.toThrow(DatabaseInUse);
    await expect(second).rejects.toThrow(new RegExp(`in use by process ${process.pid}`));
    await first.close();
    await (await openStore({ dataDir, clock: botClock() })).close();
  });

  it('brings its log into the file when it is tidied, also while transactions are under way', async () => {
    const dataDir = temporaryFolder();
    const db = await openStore({ dataDir, clock: botClock() });
    const insert = (name: string) => db.run('insert into rate_limit values ($1, 0)', name);
    await insert('a name to be found in the file');
    const inFile = () =>
      readFileSync(path.join(dataDir, 'bot.sqlite'), 'latin1').includes('a name to be found');
    expect(inFile()).toBe(false);
    await Promise.all([insert('before'), db.tidy(), insert('after')]);
    expect(inFile()).toBe(true);
    expect(await db.all('select name from rate_limit')).toHaveLength(3);
    await db.close();
  });

  it('leaves the event loop free while many transactions wait', async () => {
    const db = await openStore({ dataDir: temporaryFolder(), clock: botClock() });
    let turns = 0;
    let next = setImmediate(function turn() {
      turns++;
      next = setImmediate(turn);
    });
    for (let round = 0; round < 50; round++)
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          db.run('insert into rate_limit values ($1, 0)', `${round}:${n}`),
        ),
      );
    clearImmediate(next);
    // At least one for each round, however fast the disk is.
    expect(turns).toBeGreaterThanOrEqual(50);
    await db.close();
  });
});
