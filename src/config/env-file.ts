import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';

const FOR_THE_OWNER_ALONE = 0o600;

/** A file of settings: `.env`, as Node reads it. */
export interface EnvFile {
  readonly path: string;
  /** What it sets; nothing where there is no such file. */
  read(): Record<string, string | undefined>;
  /** Keeps others that ask from writing it until what is returned is called. Throws `FileHeld`, or as the file system does. */
  hold(): () => void;
  /** Throws what `write` would throw, and changes nothing. */
  check(values: Record<string, string>): void;
  /** Sets these, in one step and for the owner's eyes alone; every other line stays. Throws as the file system does. */
  write(values: Record<string, string>): void;
}

export function envFile(file: string): EnvFile {
  return {
    path: file,
    hold: () => hold(targetOf(file)),
    read: () => parseEnv(textOf(file)),
    check: (values) => rmSync(written(targetOf(file), withSettings(textOf(file), values))),
    write: (values) => replace(targetOf(file), withSettings(textOf(file), values)),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Whoever reads the file meets the old one or the new one, whole. */
function replace(target: string, text: string): void {
  const passing = written(target, text);
  try {
    renameSync(passing, target);
  } catch (error) {
    rmSync(passing, { force: true });
    throw error;
  }
}

/** Writes a file beside this one; its path. */
function written(target: string, text: string): string {
  const passing = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  const file = openSync(passing, 'wx', FOR_THE_OWNER_ALONE);
  try {
    // All of it: a single write may end where the disk does.
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(passing, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return passing;
}

/** A link stays a link, also one to what is not there yet. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
    return isLink ? targetOf(path.resolve(path.dirname(file), readlinkSync(file))) : file;
  }
}

/** Another process has the file for itself. */
export class FileHeld extends Error {}

/** Holds the file for this process until what is returned is called. Throws `FileHeld`, or as the file system does. */
function hold(target: string): () => void {
  const note = `${target}.lock`;
  try {
    writeFileSync(note, `${process.pid}\n`, { flag: 'wx', mode: FOR_THE_OWNER_ALONE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(textOf(note));
    if (holder > 0 && isAlive(holder)) throw new FileHeld(`process ${holder} is at it; ${note} says so`);
    // Of one that is gone.
    unlinkSync(note);
    return hold(target);
  }
  return () => rmSync(note, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The text of a file of settings with these values; what else it sets, and every comment, stays. Throws for what no such file can hold. */
export function withSettings(text: string, values: Record<string, string>): string {
  const wanted = { ...parseEnv(text), ...values };
  const inPlace = Object.entries(values).reduce((lines, [name, value]) => setLine(lines, name, value), text);
  // Quotes that don't match make what follows them a value, or not: the end of the file is right for all of them.
  const atEnd = Object.entries(values).reduce((lines, [name, value]) => append(lines, name, value), text);
  const right = [inPlace, atEnd].find((result) => isDeepStrictEqual({ ...parseEnv(result) }, { ...wanted }));
  if (right === undefined)
    throw new Error(`${Object.keys(values).join(', ')} can't be written into such a file`);
  return right;
}

const PLAIN = /^[\w.:/@%+,=&?~-]*$/;

function assignment(name: string, value: string): string {
  if (PLAIN.test(value)) return `${name}=${value}`;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'";
  return `${name}=${quote}${value}${quote}`;
}

function append(text: string, name: string, value: string): string {
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${separator}${assignment(name, value)}\n`;
}

/** The last assignment counts. */
function setLine(text: string, name: string, value: string): string {
  if (parseEnv(text)[name] === value) return text;
  const lines = text.split('\n');
  const index = lines.findLastIndex((line) => nameIn(line) === name);
  const line = lines[index];
  if (line === undefined) return append(text, name, value);
  const [, before = ''] = /^(\s*(?:export\s+)?)/.exec(line) ?? [];
  lines[index] = before + assignment(name, value) + (line.endsWith('\r') ? '\r' : '');
  return lines.join('\n');
}

const nameIn = (line: string) => /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=/.exec(line)?.[1];
