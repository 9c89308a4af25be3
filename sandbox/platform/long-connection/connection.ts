import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, type Frame } from './frame.ts';

/** One client of the long connection, as the platform sees it. */
export interface Connection {
  readonly device_id: string;
  /** Unix time in milliseconds on the sandbox clock. */
  readonly opened_at: number;
  /** How often the client has asked for a sign of life. */
  pings(): number;
  /** Ends the connection as the platform does when it moves clients elsewhere. */
  close(): void;
  /** Cuts the line without a farewell. */
  drop(): void;
}

export interface Line extends Connection {
  send(frame: Frame): void;
}

interface Parts {
  readonly device_id: string;
  readonly opened_at: number;
  /** The payload of the next pong. */
  pong(): object;
  /** Whether a fault makes the line go dead now. */
  goesDead(): boolean;
  acknowledged(frame: Frame): void;
}

/**
 * Speaks the protocol on an open socket. A line that went dead stays so, half-open: what arrives is ignored and nothing is
 * sent.
 */
export function speak(socket: WebSocket, parts: Parts): Line {
  const { device_id, opened_at } = parts;
  let dead = false;
  let pings = 0;
  const send = (frame: Frame) => {
    dead ||= parts.goesDead();
    if (!dead && socket.readyState === socket.OPEN) socket.send(encodeFrame(frame));
  };
  const receive = (frame: Frame) => {
    if (dead) return;
    if (frame.method === 'data') parts.acknowledged(frame);
    else if (frame.headers.type === 'ping') {
      pings += 1;
      send({ ...frame, headers: { type: 'pong' }, payload: Buffer.from(JSON.stringify(parts.pong())) });
    }
  };
  socket.on('message', (data: Buffer) => {
    try {
      receive(decodeFrame(data));
    } catch {
      socket.close(1002, 'not a frame');
    }
  });
  socket.on('error', () => socket.terminate());
  return {
    device_id,
    opened_at,
    pings: () => pings,
    send,
    close: () => socket.close(1000),
    drop: () => socket.terminate(),
  };
}
