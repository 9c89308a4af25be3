import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/open.ts';
import { fill } from '../store/filled.ts';
import { temporaryFolder } from '../support/engines.ts';
import { hasPostgres, newSchema } from '../support/postgres.ts';
import { seeded } from '../support/random.ts';
import { pause, programs, runToEnd, storages } from './processes.ts';

const KILLS = Number(process.env.DRILL_COPY_KILLS ?? 3);
const MORE_JOBS = `insert into job (queue, key, payload, state, run_at, created_at)
  with recursive n(n) as (select 1 union all select n + 1 from n where n < 6000)
  select 'many', 'k' || n, '{}', 'ready', 5, 5 from n`;
const ways = storages.flatMap((from) => storages.map((to) => [from, to] as const));

async function address(storage: (typeof storages)[number]): Promise<string> {
  if (storage === 'embedded') return temporaryFolder();
  const { url, drop } = await newSchema('server clock');
  onTestFinished(drop);
  return url;
}

async function filled(storage: (typeof storages)[number]): Promise<string> {
  const url = await address(storage);
  const databaseUrl = storage === 'postgres' ? url : undefined;
  const db = await openStore({ dataDir: url, databaseUrl, clock: systemClock });
  await fill(db);
  await db.run(MORE_JOBS);
  await db.close();
  return url;
}

const copy = (from: string, to: string) => [programs.bot, 'db', 'copy', '--from', from, '--to', to];

/** Starts a copy and kills it after so long; the same copy again, at once, is the outcome. */
async function killedAndRepeated(from: string, to: string, afterMs: number) {
  const child = spawn(process.execPath, copy(from, to), { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await pause(afterMs);
  child.kill('SIGKILL');
  await ended;
  return runToEnd(copy(from, to), {});
}

it.each(hasPostgres ? ways.filter(([from, to]) => from !== to) : ways)(
  `db copy from %s to %s, killed at ${KILLS} random moments: the same command again copies everything`,
  (from, to) =>
    seeded(async (random) => {
      const source = await filled(from);
      const began = performance.now();
      const whole = await runToEnd(copy(source, await address(to)), {});
      const tookMs = performance.now() - began;
      expect(whole).toEqual({ code: 0, output: expect.stringMatching(/6493 rows in \d+ tables copied/) });
      for (let n = 0; n < KILLS; n++) {
        const afterMs = tookMs * (0.2 + 0.8 * random());
        const outcome = await killedAndRepeated(source, await address(to), afterMs);
        expect(outcome, `killed after ${afterMs} ms`).toEqual(whole);
      }
    }),
  60_000 + 30_000 * KILLS,
);
