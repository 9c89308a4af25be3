import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { startApp } from '../app.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ConfigError, readConfig } from '../config.ts';
import { createLogger } from '../ops/logging.ts';
import { DatabaseInUse } from '../store/sqlite/lock.ts';
import { followedClock, isLoopback } from './followed-clock.ts';

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
    if (!(error instanceof ConfigError || error instanceof DatabaseInUse || isPortTaken(error))) throw error;
    process.stderr.write(`${error.message}\n`);
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

const isPortTaken = (error: unknown): error is Error => (error as { code?: string }).code === 'EADDRINUSE';
