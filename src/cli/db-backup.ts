import { backUpDatabase, DatabaseUnusable } from '../app/back-up-database.ts';
import { ConfigError, readStorage } from '../config/config.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';

/** `db backup FILE`; returns the exit code. */
export async function dbBackup(args: string[]): Promise<number> {
  const [file, ...more] = args;
  if (!file || file.startsWith('-') || more.length > 0) return complain(usageOf('db backup'), 2);
  try {
    const bytes = await backUpDatabase(readStorage(process.env), file);
    process.stdout.write(`${file}: ${(bytes / 1e6).toFixed(1)} MB, checked\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DatabaseUnusable || error instanceof ConfigError)) throw error;
    return complain(`${error.message}\n`, 1);
  }
}
