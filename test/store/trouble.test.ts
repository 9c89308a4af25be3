import { chmodSync, chownSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addJob } from '../../src/jobs/queue.ts';
import { DatabaseUnusable } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { botClock } from '../support/clock.ts';
import { temporaryFolder } from '../support/engines.ts';

it('says what to check when the folder is no folder', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const opening = openStore({ dataDir: path.join(file, 'data'), clock: botClock() });
  await expect(opening).rejects.toThrow(DatabaseUnusable);
  await expect(opening).rejects.toThrow(/DATA_DIR/);
});

it('says what to check when the file is no database', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(
    path.join(dataDir, 'bot.sqlite'),
    'this is no database, though it is long enough to be one '.repeat(30),
  );
  await expect(openStore({ dataDir, clock: botClock() })).rejects.toThrow(/not a database.*DATA_DIR/);
});

const NOBODY = 65_534;

/** Does this as somebody whom the modes of files bind: they do not bind root. */
async function asOrdinaryUser<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  for (const name of ['.', ...readdirSync(folder)]) chownSync(path.join(folder, name), NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

it.each(['bot.sqlite', 'bot.sqlite-wal', 'bot.sqlite-shm'])(
  'names the file that it may only read (%s), and works once that is mended',
  async (name) => {
    const dataDir = temporaryFolder();
    const open = () => openStore({ dataDir, clock: botClock() });
    await (await open()).close();
    const file = path.join(dataDir, name);
    writeFileSync(file, '', { flag: 'a' });
    chmodSync(file, 0o444);
    await asOrdinaryUser(dataDir, async () => {
      const opening = open();
      await expect(opening).rejects.toThrow(DatabaseUnusable);
      await expect(opening).rejects.toThrow(`${name} may only be read`);
      await expect(opening).rejects.toThrow(/DATA_DIR.*may write/);
      chmodSync(file, 0o644);
      await (await open()).close();
    });
  },
);

it('loses nothing acknowledged when the disk is full, refuses the rest, and goes on when there is room', async () => {
  const dataDir = temporaryFolder();
  const db = await openStore({ dataDir, clock: botClock() });
  const payload = 'x'.repeat(2_000);
  const add = (n: number) => db.transaction((tx) => addJob(tx, { queue: 'q', key: String(n), payload }));
  const [pages] = await db.all<{ page_count: number }>('pragma page_count');
  await db.all(`pragma max_page_count = ${Number(pages?.page_count) + 20}`);
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => add(n)));
  const oneByOne: string[] = [];
  for (let n = 100; n < 200; n++)
    oneByOne.push(
      await add(n).then(
        () => 'kept',
        (error: Error) => error.message,
      ),
    );
  const kept = [
    ...outcomes.map(({ status }) => status === 'fulfilled'),
    ...oneByOne.map((text) => text === 'kept'),
  ];
  expect(oneByOne.at(-1)).toMatch(/full/);

  await db.all('pragma max_page_count = 1073741823');
  expect(await add(1_000)).toBe(true);
  await db.close();
  const again = await openStore({ dataDir, clock: botClock() });
  const keys = new Set((await again.all<{ key: string }>('select key from job')).map((row) => row.key));
  kept.forEach((wasKept, n) => {
    expect(keys.has(String(n)), `event ${n}`).toBe(wasKept);
  });
  expect(keys.has('1000')).toBe(true);
  await again.close();
});
