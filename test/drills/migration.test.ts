import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/lib/project-root.ts';
import { temporaryFolder } from '../support/engines.ts';
import { newSchema } from '../support/postgres.ts';
import { runToEnd, storages } from './processes.ts';

const program = path.join(projectRoot(), 'test/drills/migrate.mjs');

/** Migrates, is killed once the first of three statements ran, and migrates again. */
async function crash(plan: 'real' | 'naive', storage: (typeof storages)[number] = 'embedded') {
  const schema = storage === 'postgres' ? await newSchema('server clock') : undefined;
  const env = { DATA_DIR: temporaryFolder(), PLAN: plan, ...(schema ? { DATABASE_URL: schema.url } : {}) };
  const first = spawn(process.execPath, [program], { env: { ...process.env, ...env, PAUSE_MS: '60000' } });
  await new Promise<void>((resolve) =>
    first.stdout.on('data', (data) => String(data).includes('ran') && resolve()),
  );
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  const outcome = await runToEnd([program], { ...env, PAUSE_MS: '0' });
  await schema?.drop();
  return outcome;
}

it.each(storages)(
  'kill -9 in a migration: the next start finds it not begun, and finishes it (%s)',
  async (storage) => {
    const { code, output } = await crash('real', storage);
    expect([code, output.match(/ran/g)?.length]).toEqual([0, 3]);
  },
);

it('control: without a transaction around it the next start fails for ever', async () => {
  const { code, output } = await crash('naive');
  expect(code).not.toBe(0);
  expect(output).toContain('already exists');
});
