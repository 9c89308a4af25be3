import type { Db } from './db.ts';

/** More than fits beside other rows: there has to be room for new pages. */
const FILLING = 'x'.repeat(8_192);

/**
 * Whether the database takes rows: writes one where events are written and removes it again, and rejects when that can't be
 * done. Those who ask at the same time share one answer.
 */
export function writeProbe(db: Pick<Db, 'transaction'>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  const write = () =>
    db.transaction(async (tx) => {
      await tx.run(
        `insert into job (queue, key, payload, state, run_at, created_at)
         values ('readiness', 'probe', $1, 'done', 0, now_ms())`,
        FILLING,
      );
      await tx.run(`delete from job where queue = 'readiness'`);
    });
  return () => {
    underWay ??= write().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
