import { copyDatabase } from '../store/copy/copy.ts';
import { type DatabaseAddress, openSource, openTarget } from '../store/copy/database.ts';

export { type DatabaseAddress, readDatabaseAddress } from '../store/copy/database.ts';
export { DatabaseUnusable } from '../store/db.ts';

/** Copies one database to another, verified; returns the rows by table. Throws `DatabaseUnusable` when nothing was copied. */
export async function copyBetween(
  from: DatabaseAddress,
  to: DatabaseAddress,
): Promise<Record<string, number>> {
  const source = await openSource(from, '--from');
  try {
    const target = await openTarget(to, '--to');
    try {
      return await copyDatabase({ db: source, named: '--from' }, { db: target.db, named: '--to' }).finally(
        () => target.db.close(),
      );
    } catch (error) {
      target.undo();
      throw error;
    }
  } finally {
    await source.close();
  }
}
