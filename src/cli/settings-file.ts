import { existsSync } from 'node:fs';

/** The file of settings that is read where none is named. */
export const USUAL_FILE = '.env';

/**
 * Takes the settings of this file into the environment, which goes before it; without a name those of `.env`, if there is one.
 * Why it can't be read, as a sentence; undefined once it is.
 */
export function loadSettings(file: string | undefined): string | undefined {
  if (file === undefined && !existsSync(USUAL_FILE)) return undefined;
  try {
    process.loadEnvFile(file ?? USUAL_FILE);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    return `The settings in ${file ?? USUAL_FILE} can not be read: ${why}\n`;
  }
}

/** Takes `--env FILE` out of the words behind a command; `args` is undefined where no file follows. */
export function takeSettingsFile(words: string[]): { args: string[] | undefined; file?: string } {
  const at = words.findIndex((word) => word === '--env' || word.startsWith('--env='));
  const word = words[at];
  if (word === undefined) return { args: words };
  const isGlued = word !== '--env';
  const file = isGlued ? word.slice('--env='.length) : words[at + 1];
  if (!file || file.startsWith('-')) return { args: undefined };
  return { args: words.toSpliced(at, isGlued ? 1 : 2), file };
}
