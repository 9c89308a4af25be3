import { Client } from 'pg';
import type { Connections, Trouble } from './connections.ts';
import { connectionOptions } from './pool.ts';

const RECONNECT_MS = 1_000;

export interface ListenerOptions {
  url: string;
  channel: string;
  /** Somebody notified under this name. */
  heard(name: string): void;
  /** Notifications may have been missed: everybody should look. */
  missed(): void;
  /** Runs on each connection before it listens. */
  greet(client: Client): Promise<void>;
  trouble: Trouble;
  connections: Connections;
}

/** One connection that listens and comes back when it was lost. Resolves once it listens for the first time. */
export async function listenForEver(options: ListenerOptions): Promise<{ close(): Promise<void> }> {
  const stopping = new AbortController();
  let session = await openSession(options);

  const comeBack = async () => {
    await pause(RECONNECT_MS, stopping.signal);
    if (stopping.signal.aborted) return;
    session = await openSession(options);
    options.missed();
  };
  const supervise = async () => {
    while (!stopping.signal.aborted) {
      await session.ended;
      if (stopping.signal.aborted) return;
      await comeBack().catch((error) => options.trouble(error, 'not listening to the database'));
    }
  };
  const supervised = supervise();
  return {
    async close() {
      stopping.abort();
      await session.close();
      await supervised;
      await session.close();
    },
  };
}

async function openSession({ url, channel, heard, greet, trouble, connections }: ListenerOptions) {
  const client = new Client(connectionOptions(url));
  connections.add(client);
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  client.on('error', (error) => trouble(error, 'the listening connection to the database was lost'));
  client.on('notification', ({ payload }) => payload && heard(payload));
  try {
    await client.connect();
    await greet(client);
    await client.query(`listen ${channel}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return { ended, close: () => client.end().catch(() => undefined) };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
