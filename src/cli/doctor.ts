import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { doctor } from '../app/doctor.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logging.ts';
import { complain } from './operate.ts';

const USAGE = 'Usage: feishu-approval-bot doctor [--fix] [--json]\n';

/** `doctor`: returns the exit code, 1 when something required is missing. */
export async function runDoctor(argv: string[]): Promise<number> {
  const wish = readArguments(argv);
  if (!wish) return complain(USAGE, 2);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const log = createLogger({ level: 'silent', pretty: false });
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  return doctor(process.env, { clock: systemClock, log, newId: randomUUID }, { ...wish, say });
}

function readArguments(args: string[]): { fix: boolean; json: boolean } | undefined {
  const options = {
    fix: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return undefined;
  }
}
