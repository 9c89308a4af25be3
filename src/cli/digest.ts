import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runAdmin } from '../app.ts';
import { systemClock } from '../clock.ts';
import { ConfigError, readConfig } from '../config.ts';
import { askRunningBot } from '../ops/admin.ts';
import { createLogger } from '../ops/logging.ts';
import { DatabaseInUse } from '../store/sqlite/lock.ts';

const USAGE = 'Usage: feishu-approval-bot digest run [--dry-run] [--user OPEN_ID]\n';

/** `digest run`: through the bot that has the database for itself, else in this process; returns the exit code. */
export async function digestRun(argv: string[]): Promise<number> {
  const wish = readArguments(argv);
  if (!wish) return complain(USAGE, 2);
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    const config = readConfig(process.env);
    const log = createLogger({ level: 'warn', pretty: config.LOG_PRETTY ?? process.stdout.isTTY === true });
    const surroundings = { clock: systemClock, log, random: Math.random, newId: randomUUID };
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    const command = { name: 'digest.run', args: wish, say };
    await runAdmin(config, surroundings, command).catch((error) => {
      if (!(error instanceof DatabaseInUse)) throw error;
      return askRunningBot(config.DATA_DIR, command);
    });
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return complain(error instanceof ConfigError ? `${message}\n` : `digest run failed: ${message}\n`, 1);
  }
}

function readArguments(argv: string[]): { dryRun: boolean; user?: string } | undefined {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { 'dry-run': { type: 'boolean' }, user: { type: 'string' } },
    });
    const { user } = values;
    if (user !== undefined && !/^ou_\w+$/.test(user)) return undefined;
    return { dryRun: values['dry-run'] === true, ...(user ? { user } : {}) };
  } catch {
    return undefined;
  }
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
