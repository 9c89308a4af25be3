import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** A file on its way from one place to another. */
export interface Held {
  bytes: number;
  /** From the first byte on, each time. */
  read(): Readable;
}

/** Lends what has come whole to `use`. Throws what `content` throws. */
export type Spool = <T>(content: AsyncIterable<Buffer>, use: (held: Held) => Promise<T>) => Promise<T>;

/**
 * Keeps files on disk while they are passed on, so that none is in memory as a whole. On the disk they have no name: it is
 * taken away before the first byte is written, and nothing is left of them however this process ends.
 */
export const spoolIn =
  (folder: string): Spool =>
  async (content, use) => {
    const file = await nameless(folder).catch(notWritable);
    try {
      for await (const chunk of content) await file.appendFile(chunk).catch(notWritable);
      const { size } = await file.stat();
      return await use({
        bytes: size,
        read: () => file.createReadStream({ start: 0, autoClose: false }),
      });
    } finally {
      await file.close();
    }
  };

async function nameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = path.join(folder, randomUUID());
  const file = await open(name, 'wx+', 0o600);
  await rm(name);
  return file;
}

function notWritable(cause: Error): never {
  const must =
    'a file for a form can not be passed on: DATA_DIR must be a folder that this user may write to, with room';
  throw new Error(`${must} for a few files of 50 MB: ${cause.message}`, { cause });
}
