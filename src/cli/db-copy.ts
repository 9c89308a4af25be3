import { parseArgs } from 'node:util';
import {
  copyBetween,
  type DatabaseAddress,
  DatabaseUnusable,
  readDatabaseAddress,
} from '../app/copy-database.ts';
import { usageOf } from './manual.ts';

interface Output {
  out(line: string): void;
  error(line: string): void;
}

const terminal: Output = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
};

/** Copies a database, verified; returns the exit code: 2 for wrong arguments, 1 when nothing was copied. */
export async function dbCopy(args: string[], output: Output = terminal): Promise<number> {
  const places = readArguments(args);
  if (typeof places === 'string') {
    output.error(`${places}\n${usageOf('db copy').trimEnd()}`);
    return 2;
  }
  try {
    report(await copyBetween(places.from, places.to), output);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    output.error(error instanceof DatabaseUnusable ? `Nothing was copied. ${message}` : brokenOff(message));
    return 1;
  }
}

const brokenOff = (message: string) => `The copy broke off: ${message}. Start it again.`;

function readArguments(args: string[]): { from: DatabaseAddress; to: DatabaseAddress } | string {
  let values: { from?: string | undefined; to?: string | undefined };
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const;
    values = parseArgs({ args, options }).values;
  } catch (error) {
    return (error as Error).message;
  }
  const read = (name: 'from' | 'to') => (values[name] ? readDatabaseAddress(values[name]) : 'is missing');
  const [from, to] = [read('from'), read('to')];
  if (typeof from === 'string') return `--from ${from}`;
  if (typeof to === 'string') return `--to ${to}`;
  return JSON.stringify(from) === JSON.stringify(to) ? '--from and --to are the same database' : { from, to };
}

function report(rows: Record<string, number>, { out }: Output): void {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  for (const [name, count] of Object.entries(rows))
    out(`${name.padEnd(width)}  ${String(count).padStart(9)}`);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  out(`${total} rows in ${Object.keys(rows).length} tables copied and compared.`);
}
