import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dbBackup } from '../../src/cli/db-backup.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/open.ts';
import { run } from '../cli/run.ts';
import { temporaryFolder } from '../support/engines.ts';
import { contents } from './contents.ts';
import { fill } from './filled.ts';

let dataDir: string;
let folder: string;
let file: string;
beforeEach(() => {
  dataDir = temporaryFolder();
  folder = temporaryFolder();
  file = path.join(folder, 'backup.sqlite');
  vi.stubEnv('DATA_DIR', dataDir);
  vi.stubEnv('DATABASE_URL', '');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const open = (where = dataDir) => openStore({ dataDir: where, clock: systemClock });

async function filled() {
  const db = await open();
  await fill(db);
  return db;
}

it('copies every row of a database that is in use, into a file for this user alone', async () => {
  const db = await filled();
  expect(await run(dbBackup, file)).toEqual([0, '']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['backup.sqlite']);
  const expected = await contents(db);
  await db.close();
  const restored = temporaryFolder();
  writeFileSync(path.join(restored, 'bot.sqlite'), readFileSync(file));
  const copy = await open(restored);
  expect(await contents(copy)).toEqual(expected);
  await copy.close();
});

it('copies what lies in the log of a bot that did not end well, and leaves the source as it was', async () => {
  const db = await filled();
  await run(dbBackup, file);
  const [one, other] = [path.join(folder, 'again.sqlite'), path.join(folder, 'third.sqlite')];
  await db.close();
  expect(await run(dbBackup, one)).toEqual([0, '']);
  expect(await run(dbBackup, other)).toEqual([0, '']);
  expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
});

it.each([
  ['no file', []],
  ['an option', ['--to=x']],
  ['two files', ['a', 'b']],
  ['an empty name', ['']],
])('is told how it is used after %s', async (_what, argv) => {
  expect(await run(dbBackup, ...argv)).toEqual([
    2,
    'Usage: feishu-approval-bot db backup FILE [--env FILE]\n',
  ]);
});

it('overwrites nothing', async () => {
  await (await filled()).close();
  writeFileSync(file, 'of somebody');
  expect(await run(dbBackup, file)).toEqual([1, expect.stringContaining('is there already')]);
  expect(readFileSync(file, 'utf8')).toBe('of somebody');
  const link = path.join(folder, 'a-folder');
  mkdirSync(link);
  expect(await run(dbBackup, link)).toEqual([1, expect.stringContaining('is there already')]);
});

it.each<[string, () => string, RegExp]>([
  ['no database', () => path.join(folder, 'x.sqlite'), /There is no database in .*: set DATA_DIR/],
  ['no folder to write to', () => path.join(folder, 'none', 'x.sqlite'), /could not be made: ENOENT/],
])('says so where there is %s, and leaves nothing behind', async (what, name, sentence) => {
  if (what !== 'no database') await (await filled()).close();
  expect(await run(dbBackup, name())).toEqual([1, expect.stringMatching(sentence)]);
  expect(readdirSync(folder)).toEqual([]);
  if (what === 'no database') expect(existsSync(path.join(dataDir, 'bot.sqlite'))).toBe(false);
});

it('of a damaged database keeps no backup', async () => {
  const db = await filled();
  // Into the file itself.
  await db.tidy();
  await db.close();
  const source = path.join(dataDir, 'bot.sqlite');
  const bytes = readFileSync(source);
  bytes.fill(0x5a, 4096 * 2, 4096 * 12);
  writeFileSync(source, bytes);
  expect(await run(dbBackup, file)).toEqual([1, expect.stringContaining('could not be made: ')]);
  expect(readdirSync(folder)).toEqual([]);
});

it('names pg_dump for PostgreSQL, and never the address', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://bot:hush@db/bot');
  const [code, text] = await run(dbBackup, file);
  expect([code, text]).toEqual([1, expect.stringContaining('pg_dump --format=custom --file=FILE')]);
  expect(text).not.toContain('hush');
});

it('names a setting that is wrong', async () => {
  vi.stubEnv('DATABASE_URL', 'mysql://bot:hush@db/bot');
  const [code, text] = await run(dbBackup, file);
  expect([code, text]).toEqual([1, expect.stringContaining('DATABASE_URL must be postgres://')]);
  expect(text).not.toContain('hush');
});
