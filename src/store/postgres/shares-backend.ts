import { Client } from 'pg';
import { connectionOptions } from './pool.ts';

/**
 * Whether a pooler lends one connection of the server to several of ours in turn (transaction or statement mode): the
 * second of two open ones is then served by the process that has served the first. Throws what the connection does.
 */
export async function sharesBackend(url: string): Promise<boolean> {
  const [first, second] = [new Client(connectionOptions(url)), new Client(connectionOptions(url))];
  for (const client of [first, second]) client.on('error', () => undefined);
  const pid = async (client: Client) => (await client.query('select pg_backend_pid() as pid')).rows[0]?.pid;
  try {
    await Promise.all([first.connect(), second.connect()]);
    const before = await pid(first);
    await second.query('begin');
    const after = await pid(second);
    await second.query('rollback');
    return before === after;
  } finally {
    await Promise.allSettled([first.end(), second.end()]);
  }
}
