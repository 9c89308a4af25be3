import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../sandbox/platform/index.ts';
import { systemClock } from '../src/clock.ts';
import { askRunningBot } from '../src/ops/admin.ts';
import { projectRoot } from '../src/project-root.ts';
import type { Bench } from './index.ts';
import { company, unreadOf } from './support/company.ts';
import { subscribeAll } from './support/subscribe.ts';

/** 500 of them have something unread. */
const PEOPLE = 625;
/** The process is killed when so many cards are out. */
const KILLS = [120, 300];
const PORT = '39517';

/** Kills the bot twice in the middle of a run and counts at the sandbox what each person got. In real time. */
export const killBench: Bench = {
  name: 'digest-kill',
  title: 'digest, killed in the middle',
  run: runAndKill,
};

async function runAndKill(): Promise<string> {
  const world = company(path.join(projectRoot(), 'sandbox/world.yml'), PEOPLE);
  const sandbox = await startSandbox({ world });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'approval-bot-bench-'));
  await subscribeAll(dataDir, systemClock, PEOPLE);
  const began = Date.now();
  let bot = await startBot(sandbox, dataDir);
  await askRunningBot(dataDir, { name: 'digest.run', args: {}, say: () => undefined });
  for (const at of KILLS) {
    await until(() => cards(sandbox).length >= at);
    bot.kill('SIGKILL');
    bot = await startBot(sandbox, dataDir);
  }
  const expected = Array.from({ length: PEOPLE }, (_, n) => unreadOf(n)).filter((n) => n > 0).length;
  await until(() => new Set(cards(sandbox)).size >= expected);
  const seconds = (Date.now() - began) / 1000;
  // Whatever a dead process left behind would come within its lease.
  await wait(45_000);
  bot.kill('SIGTERM');
  await sandbox.close();
  rmSync(dataDir, { recursive: true, force: true });
  const perPerson = new Map<string, number>();
  for (const to of cards(sandbox)) perPerson.set(to, (perPerson.get(to) ?? 0) + 1);
  return [
    `${expected} people owed a digest, the process killed with SIGKILL after ${KILLS.join(' and ')} cards and started again each`,
    'time. Counted at the sandbox:',
    '',
    '| people reached | most cards a person | fewest | refused calls | seconds to the last card |',
    '|---|---|---|---|---|',
    `| ${perPerson.size} | ${Math.max(...perPerson.values())} | ${Math.min(...perPerson.values())} | ${
      sandbox.calls.filter((call) => (call.code ?? 0) !== 0).length
    } | ${seconds.toFixed(0)} |`,
  ].join('\n');
}

/** Whom each card in the world went to: what the sandbox shows, not what was called. */
function cards(sandbox: Sandbox): string[] {
  return sandbox.world.people.flatMap((person) =>
    sandbox.messages(sandbox.directChat(person.handle)).map(() => person.open_id),
  );
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await wait(100);
}

async function startBot({ app, url }: Sandbox, dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(projectRoot(), 'dist/src/main.js'), 'start'], {
    cwd: dataDir,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      FEISHU_APP_ID: app.app_id,
      FEISHU_APP_SECRET: app.app_secret,
      FEISHU_EVENT_MODE: 'webhook',
      FEISHU_ENCRYPT_KEY: app.encrypt_key,
      FEISHU_VERIFICATION_TOKEN: app.verification_token,
      FEISHU_BASE_URL: url,
      NO_PROXY: '127.0.0.1,localhost',
      HOST: '127.0.0.1',
      PORT,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
    },
  });
  const ready = () =>
    fetch(`http://127.0.0.1:${PORT}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let n = 0; !(await ready()); n++) {
    if (n > 300 || child.exitCode !== null) throw new Error('the bot did not become ready');
    await wait(100);
  }
  return child;
}
