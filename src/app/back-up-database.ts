import { DatabaseUnusable } from '../store/db.ts';
import { backUp } from '../store/sqlite/backup.ts';

export { DatabaseUnusable } from '../store/db.ts';

interface Storage {
  DATA_DIR: string;
  DATABASE_URL?: string | undefined;
}

/** Copies the database of this configuration into a new file; returns its size in bytes. Throws `DatabaseUnusable`. */
export function backUpDatabase({ DATA_DIR, DATABASE_URL }: Storage, file: string): Promise<number> {
  if (DATABASE_URL !== undefined) throw new DatabaseUnusable(POSTGRES);
  return backUp(DATA_DIR, file);
}

const POSTGRES =
  'The database is PostgreSQL’s (DATABASE_URL), which has its own: `pg_dump --format=custom --file=FILE "$DATABASE_URL"` ' +
  'runs beside the bot, and `pg_restore` brings it back.';
