import { DatabaseError, escapeLiteral, type Pool, type PoolClient } from 'pg';
import { type Db, type Row, storable, type Tx, type Value } from '../db.ts';

/** Serialization failure and deadlock: the server undid everything, and the same again usually succeeds. */
const WORTH_REPEATING = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/** How long a statement may take; the connection's own limit where nothing is said. */
type Limits = { query_timeout?: number };
const usual: Limits = {};
/** The driver takes 0 for the connection's, so there has to be one. A server that is gone is noticed by TCP all the same. */
const patient: Limits = { query_timeout: 24 * 3_600_000 };

type Work<T> = (tx: Tx) => Promise<T>;
type Lent = { tx: Tx; notifications(): string };

/** Runs statements and transactions, each on a connection of its own. This database notifies under `channel`. */
export function transactions(pool: Pool, channel: string) {
  const underWay = new Set<Promise<unknown>>();

  function perform<T>(use: (lent: Lent) => Promise<T>, limits = usual): Promise<T> {
    const done = repeatedly(() => lend(pool, { channel, limits }, use)).finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  }

  const db: Pick<Db, 'transaction' | 'all' | 'run'> = {
    transaction: (work, options) =>
      perform((lent) => inTransaction(lent, work), options?.patient ? patient : usual),
    all: <T extends Row>(sql: string, ...params: Value[]) => perform(({ tx }) => tx.all<T>(sql, ...params)),
    run: (sql, ...params) => perform(({ tx }) => tx.run(sql, ...params)),
  };
  return {
    ...db,
    /** Resolves once everything that was begun has ended. */
    async drain() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

async function repeatedly<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const repeat = error instanceof DatabaseError && WORTH_REPEATING.has(error.code ?? '');
      if (!repeat || tries === MAX_TRIES) throw error;
    }
  }
}

async function inTransaction<T>({ tx, notifications }: Lent, work: Work<T>): Promise<T> {
  await tx.run('begin isolation level read committed');
  try {
    const value = await work(tx);
    // Sent together, to save a round trip for each.
    await tx.run(`${notifications()}commit`);
    return value;
  } catch (error) {
    await tx.run('rollback').catch(() => undefined);
    throw error;
  }
}

/** A failure that is not an answer of the server leaves the connection in an unknown state: it is not used again. */
async function lend<T>(
  pool: Pool,
  { channel, limits }: { channel: string; limits: Limits },
  use: (lent: Lent) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const notified = new Set<string>();
  const query = async (sql: string, params: Value[]) => {
    if (broken) throw broken;
    try {
      return await send(client, sql, params, limits);
    } catch (error) {
      if (!(error instanceof DatabaseError)) broken = error as Error;
      throw error;
    }
  };
  const tx: Tx = {
    all: async <R extends Row>(sql: string, ...params: Value[]) => (await query(sql, params)).rows as R[],
    run: async (sql, ...params) => (await query(sql, params)).rowCount ?? 0,
    notify: (name) => void notified.add(name),
  };
  const notifications = () => [...notified].map((name) => notification(channel, name)).join('');
  try {
    return await use({ tx, notifications });
  } finally {
    client.release(broken);
  }
}

const notification = (channel: string, name: string) =>
  `select pg_notify(${escapeLiteral(channel)}, ${escapeLiteral(name)});`;

/** Without parameters the simple protocol is used, which takes several statements at once. */
const send = (client: PoolClient, text: string, params: Value[], limits: Limits) =>
  client.query({ text, ...limits, ...(params.length > 0 && { values: params.map(storable) }) });
