import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { startApp } from '../app.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ConfigError, readConfig } from '../config.ts';
import { isLoopback } from '../loopback.ts';
import { createLogger } from '../ops/logging.ts';
import { DatabaseUnusable } from '../store/unusable.ts';
import { followedClock } from './followed-clock.ts';

/** Runs the bot until it is told to stop; returns the exit code. */
export async function start(): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const config = readConfig(process.env);
    const inSandbox = process.send !== undefined && isLoopback(config.FEISHU_BASE_URL);
    const pretty = config.LOG_PRETTY ?? process.stdout.isTTY === true;
    const log = createLogger({ level: config.LOG_LEVEL, pretty });
    const app = await startApp(config, {
      clock: inSandbox ? sandboxClock() : systemClock,
      log,
      random: Math.random,
      newId: randomUUID,
    });
    log.info({ signal: await stopSignal(inSandbox) }, 'stopping');
    await app.stop();
    return 0;
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
}

/** The time of the sandbox that has started this process. */
function sandboxClock(): Clock {
  const clock = followedClock(process);
  process.channel?.unref();
  return clock;
}

/** Resolves when this process is told to stop, or when the sandbox that has started it is gone. */
function stopSignal(inSandbox: boolean): Promise<NodeJS.Signals | 'disconnect'> {
  return new Promise((resolve) => {
    if (inSandbox) process.once('disconnect', () => resolve('disconnect'));
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

const understood = [ConfigError, DatabaseUnusable];

/** What the operator reads instead of a stack trace, where one knows what to mend. */
function sentenceFor(error: unknown): string | undefined {
  if (understood.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: set PORT to a free one.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL')
    return 'HOST is not an address of this machine: 0.0.0.0 listens on all, 127.0.0.1 for this machine alone.';
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set PORT to one above 1023.`;
  return undefined;
}
