import { randomUUID } from 'node:crypto';
import { runCommand } from '../app/app.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logging.ts';

/**
 * Has an operator's command done: by the bot that has the database for itself, else in this process; returns the exit
 * code. `title` is the command as the operator knows it.
 */
export async function operate(title: string, name: string, args: Record<string, unknown>): Promise<number> {
  try {
    const config = readConfig(process.env);
    const log = createLogger({ level: 'warn', pretty: config.LOG_PRETTY ?? process.stdout.isTTY === true });
    const surroundings = { clock: systemClock, log, random: Math.random, newId: randomUUID };
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    await runCommand(config, surroundings, { name, args, say });
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return complain(error instanceof ConfigError ? `${message}\n` : `${title} failed: ${message}\n`, 1);
  }
}

/** Says what is wrong; returns the exit code that it was given. */
export function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
