import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '../db.ts';
import { backUpFile, openConnection } from './driver.ts';

/**
 * Copies the embedded database of a folder into a new file, as it is at one moment, whether a bot runs on it or not. The
 * file has its name once it is whole and on the disk. Returns its size in bytes. Throws `DatabaseUnusable`, and then leaves
 * nothing behind.
 */
export async function backUp(directory: string, file: string): Promise<number> {
  const source = path.join(path.resolve(directory), 'bot.sqlite');
  if (!existsSync(source)) throw new DatabaseUnusable(`There is no database in ${directory}: set DATA_DIR.`);
  if (existsSync(file)) throw new DatabaseUnusable(taken(file));
  const part = `${file}.${process.pid}.part`;
  try {
    closeSync(openSync(part, 'wx', 0o600));
    await backUpFile(source, part);
    checkWhole(part);
    keep(part, file);
    return statSync(file).size;
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(`The backup ${file} could not be made: ${(error as Error).message}.`, {
      cause: error,
    });
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(part + suffix, { force: true });
  }
}

const taken = (file: string) => `${file} is there already, and nothing is overwritten: name another file.`;

/** A damaged database is not found out on the day it is needed. */
function checkWhole(file: string) {
  const connection = openConnection(file);
  try {
    const rows = connection.prepare('pragma quick_check').all({}) as { quick_check: string }[];
    const [first] = rows;
    if (first?.quick_check !== 'ok') throw new Error(`the database is damaged: ${first?.quick_check}`);
  } finally {
    connection.close();
  }
}

/** A link, unlike a new name, never takes the place of a file that came meanwhile. */
function keep(part: string, file: string) {
  sync(part);
  try {
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new DatabaseUnusable(taken(file));
    throw error;
  }
  sync(path.dirname(file));
}

function sync(name: string) {
  const opened = openSync(name, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
