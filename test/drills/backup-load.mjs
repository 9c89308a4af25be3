// Writes to the database in DATA_DIR as fast as it can, a transaction after the other, each by its number alone: whoever
// knows how many were committed knows every row.
import { openStore } from '../../dist/src/store/open.js';

/** Fills, changes and forgets rows of two tables; says in the same transaction which it was. */
async function transact(tx, n) {
  const text = String.fromCharCode(97 + (n % 26)).repeat((n * 37) % 3000);
  await tx.run(
    `insert into job (queue, key, payload, state, run_at, created_at) values ('load', $1, $2, 'ready', $3, $3)`,
    `k${n}`,
    text,
    n,
  );
  await tx.run(
    `update job set state = 'done', payload = $1 where queue = 'load' and key = $2`,
    `was ${n}`,
    `k${n - 7}`,
  );
  await tx.run(`delete from job where queue = 'load' and key = $1`, `k${n - 400}`);
  await tx.run(`delete from noted_time where name = 'load'`);
  await tx.run(`insert into noted_time (name, ms) values ('load', $1)`, n);
}

/** Brings a database to where it is after so many of them. */
export const writeUpTo = (db, last, first = 1) =>
  db.transaction(async (tx) => {
    for (let n = first; n <= last; n++) await transact(tx, n);
  });

if (process.argv[1] === import.meta.filename) {
  const db = await openStore({ dataDir: process.env.DATA_DIR, clock: { now: () => 5 } });
  console.log('begun');
  let stopped = false;
  process.once('SIGTERM', () => {
    stopped = true;
  });
  let n = 0;
  // Several at once, as the bot has them: they share a commit.
  while (!stopped) {
    await Promise.all(Array.from({ length: 8 }, (_, k) => db.transaction((tx) => transact(tx, n + k + 1))));
    n += 8;
  }
  await db.close();
  console.log(`wrote ${n}`);
}
