import { type Db, one, type Tx } from './db.ts';

export interface AddedJob {
  queue: string;
  key: string;
  payload: unknown;
}

/** Undoes a transaction that has done what it should. */
class Undone extends Error {}

/** The same database, of which every transaction is undone at its end; `saw` is told of the jobs that it had added. */
export function rolledBack(db: Db, saw: (jobs: AddedJob[]) => void): Db {
  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let done: { value: T } | undefined;
    try {
      await db.transaction(async (tx) => {
        const before = await latest(tx);
        done = { value: await work(tx) };
        saw(await addedSince(tx, before));
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return (done as { value: T }).value;
  }
  return {
    ...db,
    transaction,
    all: (sql, ...params) => transaction((tx) => tx.all(sql, ...params)),
    run: (sql, ...params) => transaction((tx) => tx.run(sql, ...params)),
  };
}

async function latest(tx: Tx): Promise<number> {
  const row = await one<{ id: number }>(tx, 'select coalesce(max(id), 0) as id from job');
  return Number(row?.id);
}

async function addedSince(tx: Tx, id: number): Promise<AddedJob[]> {
  const rows = await tx.all('select queue, key, payload from job where id > $1 order by id', id);
  return rows.map(({ queue, key, payload }) => ({
    queue: String(queue),
    key: String(key),
    payload: JSON.parse(String(payload)),
  }));
}
