import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addJob } from '../src/jobs/queue.ts';
import { systemClock } from '../src/lib/clock.ts';
import type { Db } from '../src/store/db.ts';
import { openStore } from '../src/store/open.ts';

const AT_A_TIME = 50;
const PAYLOAD = { text: '把方案再过一遍，下午同步结论。'.repeat(30) };

/** An embedded database of its own on the disk where the bots of the benches have theirs, for as long as `work` lasts. */
export async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'approval-bench-'));
  const db = await openStore({ dataDir, clock: systemClock });
  try {
    return await work(db);
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** One commit of what an event leaves in the database. */
export const commit = (db: Db, key: string) =>
  db.transaction((tx) => addJob(tx, { queue: 'event', key, payload: PAYLOAD }));

/** How many events a second the database alone takes, 50 at a time. */
export const commitsPerSecond = (count: number): Promise<number> =>
  withDatabase(async (db) => {
    let next = 0;
    const one = async () => {
      for (let n = next++; n < count; n = next++) await commit(db, `event-${n}`);
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: AT_A_TIME }, one));
    return count / ((performance.now() - began) / 1_000);
  });
