import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BotControl } from '../page/bot.ts';
import type { BotState } from '../page/protocol.ts';
import type { Sandbox } from '../platform/index.ts';
import { botEnvironment, type EventMode } from './bot-environment.ts';
import { freePort } from './free-port.ts';

const READY_WITHIN_MS = 20_000;

export interface BotProcess extends BotControl {
  readonly url: string;
  /** Stops the bot for good and deletes its database. */
  close(): Promise<void>;
}

interface Home {
  readonly root: string;
  readonly dataDir: string;
  readonly port: string;
  readonly opsPort: string;
  readonly sandbox: Sandbox;
  readonly mode: EventMode;
  /** Further settings. */
  readonly env: Record<string, string>;
}

function launch({ root, dataDir, port, opsPort, sandbox, mode, env }: Home): ChildProcess {
  return spawn(process.execPath, [path.join(root, 'dist', 'src', 'main.js'), 'start'], {
    cwd: dataDir,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Nothing of the operator's own settings: a DATABASE_URL or a proxy of this shell is not for this bot.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...botEnvironment(sandbox, mode),
      FEISHU_APPROVAL_API: process.env.FEISHU_APPROVAL_API,
      APPROVAL_CODES: nativeCodes(sandbox).join(','),
      EXTERNAL_API_TOKENS: sandbox.world.systems.map(({ name, token }) => `${name}=${token}`).join(','),
      PORT: port,
      OPS_PORT: opsPort,
      DATA_DIR: dataDir,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      ...env,
    },
  });
}

const nativeCodes = ({ world }: Sandbox) =>
  world.definitions.filter(({ kind }) => kind === 'native').map(({ approval_code }) => approval_code);

const exitOf = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()));

/** Resolves once the bot has the clock in force, or is gone. */
function tellTime(child: ChildProcess, aheadMs: number): Promise<void> {
  if (!child.connected) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      child.off('message', done).off('exit', done);
      resolve();
    };
    child.once('message', done).once('exit', done);
    child.send({ clock_ahead_ms: aheadMs }, (error) => error && done());
  });
}

/** The bot as its own process, as an operator runs it, with this sandbox for its Feishu and a database of its own; not started yet. */
export async function createBot(
  root: string,
  sandbox: Sandbox,
  mode: EventMode = 'webhook',
  env: Record<string, string> = {},
): Promise<BotProcess> {
  const free = await Promise.all([freePort(), freePort()]);
  const [port = '', opsPort = ''] = [process.env.PORT ?? free[0], free[1]].map(String);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'feishu-approval-bot-'));
  const url = `http://127.0.0.1:${port}`;
  const bot = controlled(
    () => launch({ root, dataDir, port, opsPort, sandbox, mode, env }),
    `http://127.0.0.1:${opsPort}`,
  );
  const close = async () => {
    await bot.stop().finally(() => rmSync(dataDir, { recursive: true, force: true }));
  };
  return { ...bot, url, close };
}

/** The same, running. @throws when it does not become ready; what it says about it stands on the terminal */
export async function startBot(root: string, sandbox: Sandbox): Promise<BotProcess> {
  const bot = await createBot(root, sandbox);
  await bot.start().catch(async (error) => {
    await bot.close();
    throw error;
  });
  return bot;
}

function controlled(run: () => ChildProcess, opsUrl: string): BotControl {
  const listeners = new Set<() => void>();
  let child: ChildProcess | undefined;
  let state: BotState = 'stopped';
  let aheadMs = 0;
  const become = (next: BotState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    onChange: (listener) => listeners.add(listener),
    async start() {
      if (child) return;
      const started = run();
      child = started;
      become('starting');
      const ended = exitOf(started).then(() => {
        if (child === started) child = undefined;
        become('stopped');
      });
      const ready = await Promise.race([becomesReady(opsUrl, started), ended.then(() => false)]);
      if (!ready) throw new Error('the bot did not become ready; what it says about it stands above');
      await tellTime(started, aheadMs);
      become('running');
    },
    async stop() {
      if (!child) return;
      const ended = exitOf(child);
      child.kill('SIGTERM');
      await ended;
    },
    async follow(ms) {
      aheadMs = ms;
      if (child) await tellTime(child, ms);
    },
  };
}

async function becomesReady(opsUrl: string, child: ChildProcess): Promise<boolean> {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until && child.exitCode === null; ) {
    const answer = await fetch(`${opsUrl}/readyz`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
