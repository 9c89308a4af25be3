import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnusable, type Db, one, type Tx } from '../db.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { tablesOf, versionOf } from './tables.ts';

export interface Side {
  db: Db;
  /** How messages call it, such as `--from`. */
  named: string;
}

const ASK_EVERY_MS = 300;
const ASKS = 10;

/** Gives a target without rows the current schema: a new one, or one whose migration broke off. */
export async function prepareTarget({ db, named }: Side): Promise<void> {
  const version = await versionOf(db);
  if (version >= migrations.length) return;
  const tables = await tablesOf(db, db.dialect);
  if (version === 0 && tables.length > 0)
    throw new DatabaseUnusable(
      `The database of ${named} has tables that are not the bot's: ${tables.map(({ name }) => name).join(', ')}.`,
    );
  await db.transaction(async (tx) => {
    await requireUnused(tx, { db, named });
    const filled = await firstWithRows(tx, tables);
    if (filled) throw notEmpty(named, filled);
  });
  await migrate(db);
}

/** Throws when a bot runs on the database. What a copy that was killed held is let go a moment after its end. */
export async function requireUnused(tx: Tx, { db, named }: Side): Promise<void> {
  if (!db.dialect.exclusiveUse) return;
  for (let asked = 1; ; asked++) {
    const row = await one(tx, db.dialect.exclusiveUse);
    if (row?.granted) return;
    if (asked === ASKS) throw new DatabaseUnusable(`A bot runs on the database of ${named}: stop it first.`);
    await pause(ASK_EVERY_MS);
  }
}

/** The name of a table that has rows. */
export async function firstWithRows(tx: Tx, tables: { name: string }[]): Promise<string | undefined> {
  for (const { name } of tables) if (await one(tx, `select 1 as there from ${name} limit 1`)) return name;
  return undefined;
}

export const notEmpty = (named: string, table: string) =>
  new DatabaseUnusable(`The database of ${named} is not empty: ${table} has rows.`);
