import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnusable } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { openConnection } from '../../src/store/sqlite/driver.ts';
import { botClock } from '../support/clock.ts';
import { engines, type OpenEngine, temporaryFolder } from '../support/engines.ts';

describe.each(engines)('a schema on the $name engine', ({ name, open }) => {
  let engine: OpenEngine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.remove());

  it.each<[string, string[], RegExp]>([
    ['has tables but no number', ['delete from schema_version'], /version is not noted.*Restore a backup/],
    ['has tables but no table of numbers', ['drop table schema_version'], /not noted.*Restore a backup/],
    ['has a number below all', ['update schema_version set version = -7'], /no number.*Restore a backup/],
    ['has lost a table', ['drop table draft'], /table draft can't be read.*Restore a backup/],
    [
      'has another table of numbers',
      ['drop table schema_version', 'create table schema_version (name text)'],
      /could not be brought up to date.*restore the backup/,
    ],
    [
      'lacks what a step changes',
      [`delete from schema_version where version > ${migrations.length - 2}`],
      /could not be brought up to date.*Nothing of that step was kept/,
    ],
  ])('that %s is refused with a sentence, and left as it is', async (_, statements, sentence) => {
    for (const statement of statements) await engine.db.run(statement);
    for (let n = 0; n < 2; n++) {
      const trying = migrate(engine.db);
      await expect(trying).rejects.toThrow(DatabaseUnusable);
      await expect(trying).rejects.toThrow(sentence);
    }
  });

  it.runIf(name === 'embedded')('whose number is a word is refused with a sentence', async () => {
    await engine.db.run(`update schema_version set version = 'twelve'`);
    await expect(migrate(engine.db)).rejects.toThrow(/no number of a version/);
  });
});

it('a database of another program is refused, and nothing is added to it', async () => {
  const dataDir = temporaryFolder();
  const file = `${dataDir}/bot.sqlite`;
  const theirs = openConnection(file);
  theirs.exec('create table recipes (name text)');
  theirs.close();
  await expect(openStore({ dataDir, clock: botClock() })).rejects.toThrow(/another program.*recipes/);
  const again = openConnection(file);
  expect(again.prepare('select name from sqlite_master').all({})).toEqual([{ name: 'recipes' }]);
  again.close();
});
