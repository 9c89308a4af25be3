import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DatabaseUnusable, recordInto, startApp } from '../app/app.ts';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { misspeltNames } from '../config/misspelt.ts';
import { endsWithin } from '../lib/async/within.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { isLoopback } from '../lib/link-address.ts';
import { createLogger } from '../telemetry/logging.ts';
import { followedClock } from './followed-clock.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';

/** A start that is interrupted and hangs, for instance on a database that says nothing, is left behind after this. */
const LONGEST_STOP_MS = 9_400;

/** Runs the bot until it is told to stop, be it while it starts; returns the exit code. */
export async function start(stopAsked: Promise<string>, args: string[] = []): Promise<number> {
  const wish = readArguments(args);
  if (!wish) return complain(usageOf('start'), 2);
  let config: Config | undefined;
  try {
    config = readConfig(process.env);
    const inSandbox = process.send !== undefined && isLoopback(config.FEISHU_BASE_URL);
    const pretty = config.LOG_PRETTY ?? process.stdout.isTTY === true;
    const log = createLogger({ level: config.LOG_LEVEL, pretty });
    for (const { name, meant } of misspeltNames(process.env))
      log.warn({ setting: name, perhaps: meant }, 'this is no setting of the bot');
    const starting = startApp(config, {
      clock: inSandbox ? sandboxClock() : systemClock,
      log,
      random: Math.random,
      newId: randomUUID,
      checkup: !inSandbox,
      slashCommands: true,
      ...(wish.record && { record: recordInto(wish.record, log) }),
    });
    const stop = inSandbox ? Promise.race([stopAsked, parentGone()]) : stopAsked;
    log.info({ signal: await Promise.race([stop, starting.then(() => stop)]) }, 'stopping');
    const stopped = starting.then((app) => app.stop());
    stopped.catch((err) => log.warn({ err }, 'stopped before it could start'));
    await endsWithin(systemClock, LONGEST_STOP_MS, stopped);
    return 0;
  } catch (error) {
    const sentence = sentenceFor(error, config);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
}

function readArguments(args: string[]): { record?: string | undefined } | undefined {
  try {
    return parseArgs({ args, options: { record: { type: 'string' } } }).values;
  } catch {
    return undefined;
  }
}

/** The time of the sandbox that has started this process. */
function sandboxClock(): Clock {
  const clock = followedClock(process);
  process.channel?.unref();
  return clock;
}

/** Resolves when the sandbox that has started this process is gone. */
const parentGone = () =>
  new Promise<string>((resolve) => process.once('disconnect', () => resolve('disconnect')));

const understood = [ConfigError, DatabaseUnusable];

/** What the operator reads instead of a stack trace, where one knows what to mend. */
function sentenceFor(error: unknown, config: Config | undefined): string | undefined {
  if (understood.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, port, hostname, address } = error as ListenError;
  const setting = port !== undefined && port === config?.OPS_PORT ? 'OPS_PORT' : 'PORT';
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: set ${setting} to a free one.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    const host = (hostname ?? address) === config?.HOST ? 'HOST' : 'OPS_HOST';
    return `${host} is not an address of this machine: 0.0.0.0 listens on all, 127.0.0.1 for this machine alone.`;
  }
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this user: set ${setting} to one above 1023.`;
  return undefined;
}

interface ListenError {
  code?: string;
  port?: number;
  hostname?: string;
  address?: string;
}
