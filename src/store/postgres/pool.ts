import { Pool, type PoolConfig, types } from 'pg';
import type { Connections, Trouble } from './connections.ts';

const INT8 = 20;

/** What every connection of ours shares; the address may carry ssl and further options. */
export function connectionOptions(url: string): PoolConfig {
  return {
    connectionString: url,
    fallback_application_name: 'feishu-approval-bot',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    // Times and ids are far below 2^53, so they may be numbers.
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
  };
}

/** Connections that are made anew when the server was away. An error on an idle one is only noted: nothing was lost. */
export function createPool(url: string, trouble: Trouble, connections: Connections): Pool {
  const pool = new Pool({
    ...connectionOptions(url),
    max: 10,
    // A replica whose machine died in the middle of a transaction must not keep its rows locked.
    onConnect: async (client) => {
      await client.query("set idle_in_transaction_session_timeout = '10s'");
    },
  });
  pool.on('error', (error) => trouble(error, 'a connection to the database was lost'));
  // While a connection is lent out the pool does not listen, and an 'error' nobody hears ends the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    connections.add(client);
  });
  return pool;
}
