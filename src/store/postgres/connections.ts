import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** Told of a lost connection, which is made anew by itself. */
export type Trouble = (error: Error, what: string) => void;

/** The connections that are open, so that they can be cut off when the server no longer answers. */
export function connections() {
  const open = new Set<ClientBase>();
  return {
    add(client: ClientBase) {
      open.add(client);
      client.once('end', () => open.delete(client));
    },
    cutOff() {
      for (const client of open) socketOf(client)?.destroy();
    },
  };
}

export type Connections = ReturnType<typeof connections>;

/** Not in the types, though what pg's own pool uses: `end()` waits for the server for as long as TCP does. */
const socketOf = (client: ClientBase) =>
  (client as unknown as { connection?: { stream?: Socket } }).connection?.stream;
