import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/lib/project-root.ts';
import type { Db } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { openConnection } from '../../src/store/sqlite/driver.ts';
import { contents } from '../store/contents.ts';
import { temporaryFolder } from '../support/engines.ts';
import { openDrill, programs, runToEnd } from './processes.ts';

const BACKUPS = Number(process.env.DRILL_BACKUPS ?? 4);
const load = path.join(projectRoot(), 'test/drills/backup-load.mjs');
const open = (dataDir: string) => openStore({ dataDir, clock: { now: () => 5 } });

interface Load {
  writeUpTo(db: Db, last: number, first: number): Promise<void>;
}

/** A program that writes without a pause. */
async function startLoad(dataDir: string) {
  const child = spawn(process.execPath, [load], { env: { ...process.env, DATA_DIR: dataDir } });
  let output = '';
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(output)));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      output += data;
      if (output.includes('begun')) resolve();
    });
  });
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** A backup, restored into a folder of its own. */
async function backedUp(dataDir: string): Promise<{ folder: string; output: string }> {
  const folder = temporaryFolder();
  const file = path.join(temporaryFolder(), 'backup.sqlite');
  const env = { DATA_DIR: dataDir };
  const { code, output } = await runToEnd([programs.bot, 'db', 'backup', file], env);
  expect([code, output]).toEqual([0, expect.stringMatching(/backup\.sqlite: [\d.]+ MB, checked/)]);
  copyFileSync(file, path.join(folder, 'bot.sqlite'));
  return { folder, output };
}

const lastWritten = async (db: Db) =>
  Number((await db.all(`select ms from noted_time where name = 'load'`))[0]?.ms ?? 0);

/** What is committed by now, as another process reads it. */
function committed(dataDir: string): number {
  const connection = openConnection(path.join(dataDir, 'bot.sqlite'));
  const [row] = connection.prepare(`select ms from noted_time where name = 'load'`).all({}) as {
    ms: number;
  }[];
  connection.close();
  return row?.ms ?? 0;
}

it(
  `db backup ${BACKUPS} times under load: each restores to the database of one moment, row by row`,
  async () => {
    const { writeUpTo } = (await import(load)) as Load;
    const dataDir = temporaryFolder();
    const writing = await startLoad(dataDir);
    const reference = await open(temporaryFolder());
    const moments: number[] = [0];
    for (let round = 0; round < BACKUPS; round++) {
      const before = committed(dataDir);
      const { folder } = await backedUp(dataDir);
      const restored = await open(folder);
      const last = await lastWritten(restored);
      expect(last, `backup ${round}`).toBeGreaterThanOrEqual(before);
      await writeUpTo(reference, last, (moments.at(-1) ?? 0) + 1);
      expect(await contents(restored), `backup ${round}, after ${last}`).toEqual(await contents(reference));
      await restored.close();
      moments.push(last);
    }
    const wrote = Number((await writing.stop()).match(/wrote (\d+)/)?.[1]);
    await reference.close();
    // It went on writing all the time: each backup is of a later moment, and none of the end.
    expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    expect(wrote).toBeGreaterThan(moments.at(-1) ?? 0);
  },
  60_000 + 30_000 * BACKUPS,
);

it('db backup of a running bot has whatever the bot had acknowledged, and a bot starts from it', async () => {
  const drill = await openDrill('bot');
  try {
    const said = await Promise.all(
      Array.from({ length: 20 }, () =>
        drill.sandbox.say({ from: 'zhangsan', text: '/help', chat: 'direct' }),
      ),
    );
    await Promise.all(said.map(({ delivered }) => delivered));
    const { folder } = await backedUp(drill.env.DATA_DIR ?? '');
    const restored = await open(folder);
    const kept = new Set((await restored.all('select key from job')).map(({ key }) => String(key)));
    await restored.close();
    expect(said.filter(({ message_id }) => ![...kept].some((key) => key.includes(message_id)))).toEqual([]);
    await drill.kill();
    const again = await runToEnd([programs.bot, 'digest', 'run', '--dry-run'], {
      ...drill.env,
      DATA_DIR: folder,
    });
    expect(again.code).toBe(0);
  } finally {
    await drill.close();
  }
});
