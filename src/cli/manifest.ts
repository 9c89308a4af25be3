import { scopesToImport } from '../app/init/manual.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';

/**
 * `manifest --import-json`: the scopes as the developer console imports them, with `--setup` also what `init` needs; returns the
 * exit code.
 */
export async function runManifest(args: string[]): Promise<number> {
  const [json, setup, ...more] = args;
  if (json !== '--import-json' || (setup !== undefined && setup !== '--setup') || more.length > 0)
    return complain(usageOf('manifest'), 2);
  process.stdout.write(`${scopesToImport(setup !== undefined)}\n`);
  return 0;
}
