import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../lib/clock.ts';
import { DatabaseUnusable, type Db } from '../db.ts';
import { openSqlite } from '../sqlite/sqlite.ts';

/** Where a database is: a folder with an embedded one, or the address of a PostgreSQL. */
export type DatabaseAddress = { kind: 'embedded'; folder: string } | { kind: 'postgres'; url: string };

/** Reads `./data`, `file:///srv/bot/data` or `postgres://…`. Returns a sentence about what is wrong otherwise. */
export function readDatabaseAddress(text: string): DatabaseAddress | string {
  if (/^postgres(ql)?:\/\//.test(text))
    return URL.canParse(text) ? { kind: 'postgres', url: text } : 'is not a valid postgres:// address';
  const scheme = text.match(/^([a-z][a-z0-9+.-]+):/i)?.[1]?.toLowerCase();
  if (scheme && scheme !== 'file') return `is a ${scheme}: address; it must be a folder or postgres://…`;
  if (scheme && !URL.canParse(text)) return 'is not a valid file: address';
  const file = path.resolve(text.startsWith('file://') ? fileURLToPath(text) : text.replace(/^file:/, ''));
  return { kind: 'embedded', folder: path.basename(file) === 'bot.sqlite' ? path.dirname(file) : file };
}

const databaseFile = (folder: string) => path.join(folder, 'bot.sqlite');

/** Opens an existing database for upkeep. `named` says in messages which one it is. */
export async function openSource(address: DatabaseAddress, named: string): Promise<Db> {
  if (address.kind === 'embedded' && !existsSync(databaseFile(address.folder)))
    throw new DatabaseUnusable(
      `There is no database in ${address.folder} (${named}): bot.sqlite is not there.`,
    );
  return open(address, named);
}

/** Opens a database, which may be new; `undo` removes an embedded one that was not there before. */
export async function openTarget(address: DatabaseAddress, named: string): Promise<{ db: Db; undo(): void }> {
  const isNew = address.kind === 'embedded' && !existsSync(databaseFile(address.folder));
  const undo = () => {
    if (address.kind === 'postgres' || !isNew) return;
    for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile(address.folder) + suffix, { force: true });
  };
  return { db: await open(address, named), undo };
}

async function open(address: DatabaseAddress, named: string): Promise<Db> {
  if (address.kind === 'embedded') return openSqlite(address.folder, systemClock);
  const { openPostgresForUpkeep } = await import('../postgres/postgres.ts');
  return openPostgresForUpkeep(address.url, named);
}
