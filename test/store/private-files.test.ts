import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAdmin } from '../../src/ops/admin.ts';
import { DatabaseUnusable } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { openOffice } from '../support/bot.ts';
import { botClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';

const modeOf = (file: string) => statSync(file).mode & 0o777;
const modes = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(path.join(folder, name))]));
const FILES = ['admin.json', 'bot.lock', 'bot.pid', 'bot.sqlite', 'bot.sqlite-shm', 'bot.sqlite-wal'];
const expectPrivate = (folder: string) => {
  expect(Object.keys(modes(folder))).toEqual(expect.arrayContaining(FILES));
  expect(new Set(Object.values(modes(folder)))).toEqual(new Set([0o600]));
  expect(modeOf(folder)).toBe(0o700);
};

const open = async (dataDir: string) => {
  const { log, lines } = capturedLog();
  const db = await openStore({ dataDir, clock: botClock(), log });
  return { db, lines };
};

describe('what the bot keeps', () => {
  it('is for its own user alone, whatever the mask is', async () => {
    const office = await openOffice({ engine: 'embedded' });
    expectPrivate(office.dataDir);
    await office.stop();
    for (const name of readdirSync(office.dataDir)) chmodSync(path.join(office.dataDir, name), 0o666);
    chmodSync(office.dataDir, 0o755);
    await office.start();
    expectPrivate(office.dataDir);
    await office.close();
  });

  it('is made in a folder of that mode, with what leads to it', async () => {
    const dataDir = path.join(temporaryFolder(), 'srv', 'data');
    await (await open(dataDir)).db.close();
    expect([modeOf(dataDir), modeOf(path.dirname(dataDir))]).toEqual([0o700, 0o700]);
  });

  it('leaves a folder open that has other files, protects its own, and says so', async () => {
    const dataDir = temporaryFolder();
    chmodSync(dataDir, 0o755);
    writeFileSync(path.join(dataDir, 'report.txt'), 'of somebody else', { mode: 0o644 });
    const { db, lines } = await open(dataDir);
    expect([modeOf(dataDir), modeOf(path.join(dataDir, 'report.txt'))]).toEqual([0o755, 0o644]);
    expect(modeOf(path.join(dataDir, 'bot.sqlite'))).toBe(0o600);
    expect(lines.join('')).toMatch(/report\.txt.*stays open to other users.*DATA_DIR/);
    await db.close();
  });
});

/** Does this as somebody whom the modes of files bind; the folder belongs to root meanwhile. */
async function asStranger<T>(work: () => Promise<T>): Promise<T> {
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
const refused = async (opening: Promise<unknown>, ...words: RegExp[]) => {
  const error = await opening.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseUnusable);
  for (const word of words) expect(error?.message).toMatch(word);
};

describe('a start is refused with a sentence', () => {
  it.each(['bot.sqlite', 'bot.sqlite-wal', 'bot.sqlite-shm', 'bot.lock', 'bot.pid', 'admin.json'])(
    'where %s is a folder',
    async (name) => {
      const dataDir = temporaryFolder();
      mkdirSync(path.join(dataDir, name));
      await refused(open(dataDir), new RegExp(`${name} is a folder.*move it away`));
      rmSync(path.join(dataDir, name), { recursive: true });
      await (await open(dataDir)).db.close();
    },
  );

  it('where admin.json became a folder while it ran, and lets go of its port', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(path.join(dataDir, 'admin.json'));
    await refused(openAdmin(dataDir, {}), /admin\.json.*can't be written/);
  });

  it.runIf(process.getuid?.() === 0)('where the folder is of another user, and names both', async () => {
    const dataDir = temporaryFolder();
    await asStranger(() => refused(open(dataDir), /DATA_DIR/, /belongs to user 0.*this is user 65534/));
  });

  it.runIf(process.getuid?.() === 0)('not where only the files are, if they may be used', async () => {
    const dataDir = temporaryFolder();
    await (await open(dataDir)).db.close();
    for (const name of readdirSync(dataDir)) chmodSync(path.join(dataDir, name), 0o666);
    chownSync(dataDir, 65_534, 65_534);
    const lines = await asStranger(async () => {
      const { db, lines } = await open(dataDir);
      await db.close();
      return lines;
    });
    expect(lines.join('')).toMatch(/bot\.sqlite is open to other users.*user 0.*chown/);
  });

  it.each([
    ['a socket or a device', '/dev/null'],
    ['a file', '/etc/hostname'],
    ['a folder that nothing can be made in', '/proc/data'],
  ])('where DATA_DIR is %s', async (_, dataDir) => {
    await refused(open(dataDir), /DATA_DIR/);
  });

  it.each([
    ['text', Buffer.from('not a database, though long enough to be one '.repeat(40))],
    ['a database that is cut off', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(84)])],
  ])('where bot.sqlite is %s', async (_, content) => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, 'bot.sqlite'), content);
    await refused(open(dataDir), /bot\.sqlite can not be used.*DATA_DIR/);
  });

  it('not where bot.sqlite is empty', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, 'bot.sqlite'), '');
    await (await open(dataDir)).db.close();
  });
});
