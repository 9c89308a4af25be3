import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Platform } from '../platform.ts';

export const WS_PATH = '/ws/v2';

/** Refuses the handshake; the SDKs read the reason in the headers. */
function refuse(socket: Duplex, status: number, msg: string): void {
  const head = [
    'HTTP/1.1 403 Forbidden',
    `Handshake-Status: ${status}`,
    `Handshake-Msg: ${msg}`,
    'Connection: close',
    'Content-Length: 0',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n`);
}

/** Takes WebSocket handshakes: one for each ticket, as many connections as the platform allows. */
export function upgrades({ connections }: Pick<Platform, 'connections'>) {
  const sockets = new WebSocketServer({ noServer: true });
  const refusalFor = (pathname: string, ticket: string): [status: number, msg: string] | undefined => {
    if (pathname !== WS_PATH) return [404, 'not found'];
    if (!connections.tickets.redeem(ticket)) return [514, 'auth failed'];
    return connections.full() ? [514, 'exceed conn limit'] : undefined;
  };
  return {
    take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { pathname, searchParams } = new URL(request.url ?? '/', connections.address);
      const refusal = refusalFor(pathname, searchParams.get('ticket') ?? '');
      if (refusal) {
        refuse(socket, ...refusal);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (accepted) =>
        connections.add(accepted, searchParams.get('device_id') ?? ''),
      );
    },
    /** Cuts every connection. */
    close() {
      for (const client of sockets.clients) client.terminate();
    },
  };
}
