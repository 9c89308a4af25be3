import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '../db.ts';

/** Everything that the bot keeps in its folder; the rest is made by the database beside the first two. */
const MADE = ['bot.sqlite', 'bot.lock'];
const OURS = [...MADE, 'bot.sqlite-wal', 'bot.sqlite-shm', 'bot.lock-journal', 'bot.pid', 'admin.json'];
/** Where files are kept while they are on their way. */
const SPOOL = 'tmp';
const OTHERS = 0o077;

/**
 * Makes the folder and its files if need be, and lets nobody but this user read them. Returns what that could not be done
 * for, a sentence each. Throws `DatabaseUnusable` where a folder stands in the place of a file.
 */
export function keepPrivate(directory: string): string[] {
  makeFolder(path.resolve(directory));
  const files = OURS.map((name) => path.join(directory, name));
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && !found.isFile()) throw new DatabaseUnusable(noFile(file));
  }
  const complaints = [tightenFolder(directory)];
  // What the database makes itself has the mode of these.
  for (const name of MADE) {
    const file = path.join(directory, name);
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  }
  return [...complaints, ...files.map(tighten)].flatMap((complaint) => complaint ?? []);
}

/** Node's own way to make parents too never ends where nothing can be made, as in /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

const noFile = (file: string) =>
  `${file} is a folder, where the bot keeps a file of its own: move it away, and start the bot again.`;

function tightenFolder(directory: string): string | undefined {
  const shared = readdirSync(directory).find((name) => ![...OURS, SPOOL].includes(name));
  if (shared === undefined) return tighten(directory);
  return isOpen(statSync(directory))
    ? `${directory} has other files as well, such as ${shared}, and stays open to other users: give the bot a folder of its own (DATA_DIR).`
    : undefined;
}

function tighten(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || !isOpen(found)) return undefined;
  try {
    chmodSync(file, found.mode & 0o700);
    return undefined;
  } catch {
    return `${file} is open to other users, and belongs to user ${found.uid}: run chmod go= and chown on it.`;
  }
}

/** Windows has no modes. */
const isOpen = ({ mode }: Stats) => process.geteuid !== undefined && (mode & OTHERS) !== 0;

/** Says so where the folder belongs to somebody else; empty otherwise. */
export function ownerOf(directory: string): string {
  const uid = existsSync(directory) ? statSync(directory).uid : undefined;
  const me = process.geteuid?.();
  if (uid === undefined || me === undefined || uid === me) return '';
  return ` The folder belongs to user ${uid}, and this is user ${me}: chown it, or run the bot as that user.`;
}
