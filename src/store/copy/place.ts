import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../lib/clock.ts';
import { DatabaseUnusable, type Db } from '../db.ts';
import { openSqlite } from '../sqlite/sqlite.ts';

/** Where a database is: a folder with an embedded one, or the address of a PostgreSQL. */
export type Place = { kind: 'embedded'; folder: string } | { kind: 'postgres'; url: string };

/** Reads `./data`, `file:///srv/bot/data` or `postgres://…`. Returns a sentence about what is wrong otherwise. */
export function readPlace(text: string): Place | string {
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
export async function openSource(place: Place, named: string): Promise<Db> {
  if (place.kind === 'embedded' && !existsSync(databaseFile(place.folder)))
    throw new DatabaseUnusable(
      `There is no database in ${place.folder} (${named}): bot.sqlite is not there.`,
    );
  return open(place, named);
}

/** Opens a database, which may be new; `undo` removes an embedded one that was not there before. */
export async function openTarget(place: Place, named: string): Promise<{ db: Db; undo(): void }> {
  const isNew = place.kind === 'embedded' && !existsSync(databaseFile(place.folder));
  const undo = () => {
    if (place.kind === 'postgres' || !isNew) return;
    for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile(place.folder) + suffix, { force: true });
  };
  return { db: await open(place, named), undo };
}

async function open(place: Place, named: string): Promise<Db> {
  if (place.kind === 'embedded') return openSqlite(place.folder, systemClock);
  const { openPostgresForUpkeep } = await import('../postgres/postgres.ts');
  return openPostgresForUpkeep(place.url, named);
}
