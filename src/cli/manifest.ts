import { scopesToImport } from '../app/init/manual.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';

/** `manifest --import-json`: the scopes as the developer console imports them; returns the exit code. */
export async function runManifest(args: string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== '--import-json') return complain(usageOf('manifest'), 2);
  process.stdout.write(`${scopesToImport()}\n`);
  return 0;
}
