import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from '../platform/index.ts';

const READY_WITHIN_MS = 20_000;

export type EventMode = 'webhook' | 'websocket';

/** The bot as its own process, as an operator runs it, with this sandbox for its Feishu and a database of its own. */
export async function startBot(root: string, sandbox: Sandbox, mode: EventMode) {
  const port = process.env.PORT ?? String(await freePort());
  const dataDir = mkdtempSync(path.join(tmpdir(), 'feishu-approval-bot-'));
  const child = spawn(process.execPath, [path.join(root, 'dist', 'src', 'main.js'), 'start'], {
    cwd: dataDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Nothing of the operator's own settings: a DATABASE_URL or a proxy of this shell is not for this bot.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      FEISHU_APP_ID: sandbox.app.app_id,
      FEISHU_APP_SECRET: sandbox.app.app_secret,
      FEISHU_EVENT_MODE: mode,
      ...(mode === 'webhook' && {
        FEISHU_ENCRYPT_KEY: sandbox.app.encrypt_key,
        FEISHU_VERIFICATION_TOKEN: sandbox.app.verification_token,
      }),
      FEISHU_BASE_URL: sandbox.url,
      HOST: '127.0.0.1',
      PORT: port,
      DATA_DIR: dataDir,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const ready = await Promise.race([becomesReady(url), ended.then(() => false)]);
  if (ready) return { url, ended, stop };
  await stop();
  throw new Error('the bot did not become ready; what it says about it stands above');
}

async function becomesReady(url: string): Promise<boolean> {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; ) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
