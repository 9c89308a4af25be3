import { createServer, type Socket } from 'node:net';
import type { Sandbox } from '../../sandbox/platform/index.ts';

/** What Feishu answers to a handshake that it refuses. */
export const refused = [
  'HTTP/1.1 403 Forbidden',
  'Handshake-Status: 514',
  'Handshake-Msg: exceed conn limit',
  'Connection: close',
  'Content-Length: 0',
  '\r\n',
].join('\r\n');

/** A server that answers every handshake with these bytes, or takes it and says nothing for ever. */
export async function handshakesEnd(bytes?: string) {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      asked++;
      if (bytes !== undefined) socket.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    /** How many handshakes came, and how many are still waiting. */
    asked: () => asked,
    waiting: () => sockets.size,
    /** From now on Feishu sends the bot here; the client is to wait long before it tries again by itself. */
    divert: ({ faults }: Pick<Sandbox, 'faults'>) =>
      faults.add({
        on: 'call',
        path: '/callback/ws/endpoint',
        answer: {
          status: 200,
          body: {
            code: 0,
            msg: '',
            data: {
              URL: `ws://127.0.0.1:${port}/ws/v2?fpid=1&device_id=1&service_id=2&ticket=3`,
              ClientConfig: {
                PingInterval: 120,
                ReconnectCount: -1,
                ReconnectInterval: 120,
                ReconnectNonce: 3_600,
              },
            },
          },
        },
      }),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
