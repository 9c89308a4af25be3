import { DatabaseUnusable, type Db, type Tx } from './db.ts';
import { migrations } from './migrations/index.ts';
import { requireKnown, requireTables } from './sound-schema.ts';

/**
 * Brings the schema up to date; each step and its number are committed together. Throws `DatabaseUnusable` for a database of
 * a newer version, and for one whose number and tables don't fit together.
 */
export async function migrate(db: Db, steps = migrations): Promise<void> {
  const next = async (tx: Tx) => {
    if (db.dialect.migrationLock) await tx.run(db.dialect.migrationLock);
    await tx.run('create table if not exists schema_version (version integer not null)');
    const [row] = await tx.all<{ version: number }>(
      'select coalesce(max(version), 0) as version from schema_version',
    );
    const version = Number(row?.version ?? 0);
    if (version > steps.length) throw new DatabaseUnusable(newerThanKnown(version, steps.length));
    const step = steps[version];
    await requireKnown(tx, db, version, steps);
    if (!step) return true;
    for (const statement of step(db.dialect)) await tx.run(statement);
    await tx.run('insert into schema_version (version) values ($1)', version + 1);
    return false;
  };
  try {
    while (!(await db.transaction(next, { patient: true })));
  } catch (error) {
    throw error instanceof DatabaseUnusable
      ? error
      : new DatabaseUnusable(brokenOff(error), { cause: error });
  }
  await requireTables(db, steps);
}

function newerThanKnown(version: number, known: number): string {
  return (
    `The database has schema version ${version}, this program knows up to ${known}. ` +
    'It was written by a newer version: start that one, or restore the backup made before the update.'
  );
}

const brokenOff = (error: unknown) =>
  `The schema of the database could not be brought up to date: ${(error as Error).message}. Nothing of that step was kept. ` +
  'If the database was being restarted, start the bot again; else restore the backup made before the update.';
