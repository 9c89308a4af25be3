import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { usageOf } from './manual.ts';
import { complain, operate } from './operate.ts';

/** As much as an event may have. */
const MOST_BYTES = 1024 * 1024;

/** `replay FILE`: returns the exit code. */
export async function replay(argv: string[]): Promise<number> {
  const wish = readArguments(argv);
  if (!wish) return complain(usageOf('replay'), 2);
  const { file, really } = wish;
  try {
    if (statSync(file).size > MOST_BYTES) return complain(`${file} is larger than an event can be\n`, 1);
    const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return await operate('replay', 'replay', { event, really });
  } catch (error) {
    return complain(`${file} can not be read: ${(error as Error).message}\n`, 1);
  }
}

function readArguments(args: string[]): { file: string; really: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { really: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    return file && more.length === 0 ? { file, really: values.really } : undefined;
  } catch {
    return undefined;
  }
}
