import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { botEnvironment, type EventMode } from '../../sandbox/demo/bot-environment.ts';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { realClock, type Sandbox, startSandbox, withCrowd } from '../../sandbox/platform/index.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { temporaryFolder } from '../support/engines.ts';
import { hasPostgres, newSchema, type Schema } from '../support/postgres.ts';
import { saveAddress } from '../support/save-address.ts';
import { expectNoSecret } from '../support/secrets.ts';
import { exampleWorld } from '../support/world.ts';

/** The programs that a drill can run: the bot, the bot with one command that kills it, and the naive one that shows why the bot is as it is. */
export const programs = {
  bot: path.join(projectRoot(), 'dist/src/main.js'),
  poison: path.join(projectRoot(), 'test/drills/poison-bot.mjs'),
  naive: path.join(projectRoot(), 'test/drills/naive-bot.mjs'),
  naiveDigest: path.join(projectRoot(), 'test/drills/naive-digest.mjs'),
};

export interface Drill {
  sandbox: Sandbox;
  /** Where its data are on PostgreSQL. */
  schema: Schema | undefined;
  /** Where the program serves. */
  url: string;
  /** The settings that it is started with. */
  env: Record<string, string>;
  /** Starts the program and resolves when it is ready for events. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Starts a second process beside the first, on the same data; resolves when it has ended. */
  another(): Promise<{ code: number | null; output: string }>;
  output(): string;
  /** Of the process that runs. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** Where the bot of a drill keeps its data. */
export const storages: Storage[] = hasPostgres ? ['embedded', 'postgres'] : ['embedded'];
type Storage = 'embedded' | 'postgres';

/** Where it keeps its data and how events reach it; the second is the default of a bot. */
export const setups: [Storage, EventMode][] = [
  ...storages.map((storage): [Storage, EventMode] => [storage, 'webhook']),
  ['embedded', 'websocket'],
];

/** A Feishu on the real clock, and a program in a process of its own that can be killed and started again. */
export async function openDrill(
  program: keyof typeof programs,
  {
    env = {},
    storage = 'embedded',
    mode = 'webhook',
    people = 0,
  }: { env?: Record<string, string>; storage?: Storage; mode?: EventMode; people?: number } = {},
): Promise<Drill> {
  const world = withCrowd(exampleWorld(), people);
  // A drill moves the platform's time on to have events delivered again; by it they would be too old to act on.
  world.settings.variants.date_header = 'absent';
  const sandbox = await startSandbox({ world, clock: realClock() });
  const schema = storage === 'postgres' ? await newSchema('server clock') : undefined;
  const port = await freePort();
  const shared = {
    ...settings(sandbox, temporaryFolder(), mode),
    ...(schema ? { DATABASE_URL: schema.url } : {}),
    ...env,
  };
  const server = serverProcess(programs[program], { ...shared, PORT: String(port) });
  await server.start();
  if (mode === 'webhook') await saveAddress(sandbox, `${server.url}/webhook/event`);
  else await until('the long connection', () => sandbox.connections.length === 1);
  return {
    ...server,
    sandbox,
    schema,
    env: shared,
    another: () => runToEnd([programs[program], 'start'], { ...shared, PORT: '0' }),
    async close() {
      await server.kill();
      await sandbox.close();
      await schema?.drop();
      expectNoSecret(server.output(), shared);
    },
  };
}

/** A program that serves on a port of its own, and can be killed and started again. */
export function serverProcess(script: string, env: Record<string, string>) {
  const url = `http://127.0.0.1:${env.PORT}`;
  let child: ChildProcess | undefined;
  let output = '';
  const end = async (signal: NodeJS.Signals) => {
    const one = child;
    child = undefined;
    one?.kill(signal);
    if (one && one.exitCode === null && one.signalCode === null)
      await new Promise((resolve) => one.once('exit', resolve));
    return one?.exitCode ?? null;
  };
  return {
    url,
    async start() {
      const one = spawn(process.execPath, [script, 'start'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, ...env },
      });
      child = one;
      for (const stream of [one.stdout, one.stderr])
        stream.on('data', (data) => {
          output = (output + data).slice(-200_000);
        });
      await ready(`${url}/healthz`, one, () => output);
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    output: () => output,
    pid: () => child?.pid,
  };
}

/** Runs a program of ours to its end. */
export function runToEnd(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += data;
    });
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

export function settings(
  sandbox: Sandbox,
  dataDir: string,
  mode: EventMode = 'webhook',
): Record<string, string> {
  return {
    ...botEnvironment(sandbox, mode),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'info',
    NO_PROXY: '127.0.0.1',
  };
}

async function ready(url: string, child: ChildProcess, output: () => string) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended at once:\n${output()}`);
    if (child.signalCode !== null) return;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(10);
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** However busy the machine. */
const PATIENCE_S = 300;

/** Waits until `holds` is true; fails with `what` when it has not been for long. */
export const until = (what: string, holds: () => boolean, everyMs = 5) =>
  untilNone(what, () => (holds() ? 0 : 1), everyMs);

/** Waits until nothing is left; fails with `what` when it has not become less for long. */
export async function untilNone(what: string, left: () => number, everyMs = 250) {
  let least = Number.POSITIVE_INFINITY;
  for (let end = 0; ; await pause(everyMs)) {
    const now = left();
    if (now === 0) return;
    if (now < least) end = Date.now() + PATIENCE_S * 1_000;
    else if (Date.now() > end) throw new Error(`not within ${PATIENCE_S} s: ${what}; ${now} left`);
    least = Math.min(least, now);
  }
}
