import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A door to another server that can be shut and opened again: a network that breaks, or a server that restarts. */
export async function door(target: { host: string; port: number }) {
  const open = new Set<Socket>();
  let shut = false;
  const server = createServer((incoming) => {
    if (shut) return void incoming.destroy();
    const outgoing = connect(target);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sever = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection; new ones work. */
    sever,
    /** Breaks every connection and takes no more. */
    shut() {
      shut = true;
      sever();
    },
    /** Lets nothing through any more, in either direction, and breaks nothing: a machine that is gone. */
    freeze() {
      for (const socket of open) socket.unpipe().pause();
    },
    reopen() {
      shut = false;
    },
    async close() {
      sever();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
