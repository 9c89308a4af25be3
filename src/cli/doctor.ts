import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { doctor } from '../app/doctor.ts';
import { probePlan, runProbe } from '../app/probe.ts';
import { ConfigError } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logging.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';
import { USUAL_FILE } from './settings-file.ts';

const REPORT = 'probe-report.json';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `doctor`, of settings that were in this file: returns the exit code, 1 when something required is missing. */
export async function runDoctor(argv: string[], settingsFile: string = USUAL_FILE): Promise<number> {
  const wish = readArguments(argv);
  if (!wish) return complain(usageOf('doctor'), 2);
  const log = createLogger({ level: 'silent', pretty: false });
  const surroundings = { clock: systemClock, log, newId: randomUUID, settingsFile };
  if (!wish.probe) return doctor(process.env, surroundings, { ...wish, say });
  try {
    return await askedProbe(wish.yes, surroundings);
  } catch (error) {
    return complain(
      `${error instanceof ConfigError ? '' : 'probe failed: '}${(error as Error).message}\n`,
      1,
    );
  }
}

async function askedProbe(agreed: boolean, surroundings: Parameters<typeof runProbe>[1]): Promise<number> {
  const planned = probePlan(process.env);
  if ('lacks' in planned) return complain(`${planned.lacks}\n`, 1);
  say(planned.plan);
  if (!agreed && !(await agrees())) return complain('Nothing was done.\n', 1);
  const report = await runProbe(process.env, surroundings);
  for (const { question, answer } of report.answers) say(`${question}: ${answer}`);
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  say(`${REPORT} has all of it, without secrets and people: it can be attached to a bug report.`);
  return 0;
}

async function agrees(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Go on? [y/N] ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function readArguments(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ args, options: { fix: flag, json: flag, probe: flag, yes: flag } });
    return values.probe && (values.fix || values.json) ? undefined : values;
  } catch {
    return undefined;
  }
}
