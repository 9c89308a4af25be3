// Migrates the database in DATA_DIR by three statements and says after each that it ran; PLAN=naive runs them one by one,
// as a migration without a transaction would.
import { systemClock } from '../../dist/src/lib/clock.js';
import { migrate } from '../../dist/src/store/migrate.js';
import { migrations } from '../../dist/src/store/migrations/index.js';
import { openStore } from '../../dist/src/store/open.js';

const { DATA_DIR, DATABASE_URL, PLAN, PAUSE_MS } = process.env;
const statements = [
  'create table one (id integer)',
  'create table two (id integer)',
  'create table three (id integer)',
];
const db = await openStore({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL, clock: systemClock });

const slowly =
  (run) =>
  async (sql, ...params) => {
    const changed = await run(sql, ...params);
    if (statements.includes(sql)) {
      console.log(`ran ${sql}`);
      await new Promise((resolve) => setTimeout(resolve, Number(PAUSE_MS)));
    }
    return changed;
  };
const slow = {
  ...db,
  run: slowly(db.run),
  transaction: (work) => db.transaction((tx) => work({ ...tx, run: slowly(tx.run) })),
};

if (PLAN === 'naive') for (const statement of statements) await slow.run(statement);
else await migrate(slow, [...migrations, () => statements]);
console.log('migrated');
await db.close();
