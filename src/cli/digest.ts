import { parseArgs } from 'node:util';
import { isOpenId } from '../lib/ids.ts';
import { usageOf } from './manual.ts';
import { complain, operate } from './operate.ts';

/** `digest run`; returns the exit code. */
export async function digestRun(argv: string[]): Promise<number> {
  const wish = readArguments(argv);
  return wish ? operate('digest run', 'digest.run', wish) : complain(usageOf('digest run'), 2);
}

function readArguments(argv: string[]): { dryRun: boolean; user?: string } | undefined {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { 'dry-run': { type: 'boolean' }, user: { type: 'string' } },
    });
    const { user } = values;
    if (user !== undefined && !isOpenId(user)) return undefined;
    return { dryRun: values['dry-run'] === true, ...(user ? { user } : {}) };
  } catch {
    return undefined;
  }
}
