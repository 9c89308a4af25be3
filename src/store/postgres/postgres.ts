import { EventEmitter } from 'node:events';
import type { Client, Pool } from 'pg';
import { endsWithin } from '../../lib/async/within.ts';
import { systemClock } from '../../lib/clock.ts';
import { DatabaseUnusable, type Db, one, type Tx } from '../db.ts';
import { type Connections, connections, type Trouble } from './connections.ts';
import { BOT_RUNS, CHANNEL, dialect, HAS_NOW_MS, NOW_MS } from './dialect.ts';
import { listenForEver } from './listener.ts';
import { createPool } from './pool.ts';
import { transactions } from './transactions.ts';
import { unreachable } from './unreachable.ts';

/** How long a stop waits for statements under way and for the server's farewell. */
const CLOSE_MS = 1_000;

/**
 * PostgreSQL, for several replicas; its clock is the clock. A statement rejects while the server is away and works again
 * once it is back; a connection lost during a commit leaves open whether it was committed. Throws `DatabaseUnusable`.
 */
export async function openPostgres(url: string, trouble: Trouble): Promise<Db> {
  return connect(url, 'DATABASE_URL', trouble, async ({ db, channel, connections }) => {
    const channels = new EventEmitter().setMaxListeners(0);
    const listener = await listenForEver({
      url,
      channel,
      heard: (name) => channels.emit(name),
      missed: () => channels.eventNames().map((name) => channels.emit(name)),
      greet: claimUse,
      trouble,
      connections,
    });
    return {
      ...db,
      listen(name, wake) {
        channels.on(name, wake);
        return () => channels.off(name, wake);
      },
      async close() {
        const closed = Promise.all([listener.close(), db.close()]);
        if (!(await endsWithin(systemClock, CLOSE_MS, closed))) connections.cutOff();
      },
    };
  });
}

/** The same without listening and without counting as a bot that runs: for maintenance. */
export const openPostgresForUpkeep = (url: string, named: string): Promise<Db> =>
  connect(
    url,
    named,
    () => undefined,
    async ({ db }) => db,
  );

async function connect(
  url: string,
  named: string,
  trouble: Trouble,
  finish: (deps: { db: Db; channel: string; connections: Connections }) => Promise<Db>,
): Promise<Db> {
  const open = connections();
  let pool: Pool | undefined;
  try {
    pool = createPool(url, trouble, open);
    const channel: string = (await pool.query(CHANNEL)).rows[0].name;
    const db = withoutListening(pool, channel);
    await createClock(db);
    return await finish({ db, channel, connections: open });
  } catch (error) {
    await pool?.end();
    throw error instanceof DatabaseUnusable ? error : unreachable(url, named, error);
  }
}

function withoutListening(pool: Pool, channel: string): Db {
  const { drain, ...db } = transactions(pool, channel);
  return {
    ...db,
    exclusive: false,
    dialect,
    listen: () => () => undefined,
    // The server sees to itself.
    tidy: async () => undefined,
    async close() {
      await drain();
      await pool.end();
    },
  };
}

async function createClock(db: Db): Promise<void> {
  const create = async (tx: Tx) => {
    await tx.run(dialect.migrationLock);
    const known = await one(tx, HAS_NOW_MS);
    if (!known?.there) await tx.run(NOW_MS);
  };
  await db.transaction(create, { patient: true });
}

/** The listening connection lasts as long as the bot does, so it tells a copy of the database that a bot runs. */
async function claimUse(client: Client): Promise<void> {
  const { rows } = await client.query(BOT_RUNS);
  if (!rows[0].granted)
    throw new DatabaseUnusable(
      'The database of DATABASE_URL is being copied by `feishu-approval-bot db copy`: start the bot when that has ended.',
    );
}
