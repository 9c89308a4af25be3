import { EventEmitter, once } from 'node:events';
import type { WebSocket } from 'ws';
import type { SandboxClock } from '../clock.ts';
import type { WireResult } from '../events/wire.ts';
import { within } from '../events/within.ts';
import type { FaultBook } from '../faults.ts';
import type { IdSource } from '../ids.ts';
import type { World } from '../world/schema.ts';
import { clientConfig } from './client-config.ts';
import { type Connection, type Line, speak } from './connection.ts';
import { answerIn, framesOf } from './event-frames.ts';
import type { Frame } from './frame.ts';
import { createTickets, type Tickets } from './tickets.ts';

/** https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case */
const MOST_CONNECTIONS = 50;

export interface Connections {
  /** `ws://` and the host; set once the sandbox listens. */
  address: string;
  readonly tickets: Tickets;
  readonly open: readonly Connection[];
  /** Whether no further connection is taken. */
  full(): boolean;
  add(socket: WebSocket, device_id: string): void;
  /** Sends one event to one connection, whichever, and waits for its acknowledgement. There must be a connection. */
  send(payload: object, limitMs: number, closed: AbortSignal): Promise<WireResult>;
  /** Resolves when a client connects; rejects when aborted. */
  opened(signal: AbortSignal): Promise<void>;
}

interface Parts {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly ids: IdSource;
  readonly faults: FaultBook;
}

/** The clients that are connected, and what is under way to them. */
export function createConnections({ world, clock, ids, faults }: Parts): Connections {
  const open: Line[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  /** By message id, and not by connection: a client may answer on the next one. */
  const awaited = new Map<string, (result: WireResult) => void>();
  const acknowledged = (frame: Frame) => awaited.get(frame.headers.message_id ?? '')?.(answerIn(frame));
  const anyOne = () => open[Number.parseInt(ids.hex(8), 16) % open.length];

  return {
    address: '',
    tickets: createTickets(clock, ids),
    open,
    full: () => open.length >= MOST_CONNECTIONS,
    add(socket, device_id) {
      const pong = () => clientConfig(world);
      const goesDead = () => faults.forConnection() !== undefined;
      const line = speak(socket, { device_id, opened_at: clock.now(), pong, goesDead, acknowledged });
      open.push(line);
      socket.on('close', () => open.splice(open.indexOf(line), 1));
      arrivals.emit('arrival');
    },
    send(payload, limitMs, closed) {
      const message_id = ids.hex(32);
      const exchange = () =>
        new Promise<WireResult>((resolve) => {
          awaited.set(message_id, resolve);
          const line = anyOne();
          const { fragment_bytes } = world.settings.long_connection;
          for (const frame of framesOf(payload, message_id, fragment_bytes, faults.forFrames()))
            line?.send(frame);
        });
      return within(limitMs, { clock, faults, closed }, exchange).finally(() => awaited.delete(message_id));
    },
    opened: async (signal) => {
      await once(arrivals, 'arrival', { signal });
    },
  };
}
