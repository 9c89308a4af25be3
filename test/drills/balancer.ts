import { createServer, request } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';

/** Hands requests to these servers in turn; one that can't be reached is passed over, as a load balancer does. */
export async function openBalancer(servers: { url: string }[]) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const forward = (tries: number) => {
        const { url } = servers[turn++ % servers.length] as { url: string };
        const onward = request(
          `${url}${incoming.url}`,
          { method: incoming.method, headers: incoming.headers },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
          },
        );
        onward.once('error', () => {
          if (tries > 1) forward(tries - 1);
          else outgoing.writeHead(502).end();
        });
        onward.end(body);
      };
      forward(servers.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** A door before a TCP server that can be shut: what is connected is cut off, what knocks is refused. */
export async function openDoor(host: string, port: number) {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createTcpServer((near) => {
    if (!isOpen) return void near.destroy();
    const far = connect(port, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    shut() {
      isOpen = false;
      for (const socket of sockets) socket.destroy();
    },
    open() {
      isOpen = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
