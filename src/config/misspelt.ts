import { nearest } from '../lib/nearest.ts';
import { settingNames } from './config.ts';

/** Of other programs of this project, and of its sandbox. */
const OTHERS = ['SANDBOX_PORT', 'SANDBOX_HOST'];
/** Shorter names are near to too many. */
const LONG_ENOUGH = 8;

export interface Misspelt {
  name: string;
  /** The setting that is perhaps meant. */
  meant: string | undefined;
}

/** What begins with `FEISHU_` and is no setting, and what is almost one. */
export function misspeltNames(env: Record<string, string | undefined>): Misspelt[] {
  const known = [...settingNames, ...OTHERS];
  return Object.keys(env).flatMap((name) => {
    if (known.includes(name)) return [];
    const meant = name.length >= LONG_ENOUGH ? nearest(name.toUpperCase(), known) : undefined;
    const isOurs = name.startsWith('FEISHU_') || (meant !== undefined && isAlmost(name, meant));
    return isOurs ? [{ name, meant }] : [];
  });
}

/** What another program has may be near by chance, and then begins differently or has another length. */
const isAlmost = (name: string, meant: string) =>
  name[0]?.toUpperCase() === meant[0] && Math.abs(name.length - meant.length) <= 2;
