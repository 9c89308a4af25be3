import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { MINUTE_MS } from '../../lib/clock.ts';
import { type fragmentJoins, MOST_EVENT_BYTES } from './joins.ts';

/** What the SDK keeps to itself and we must see; the tests through the wire tell when an update moves it. */
export interface Inside {
  wsConfig: {
    setWSInstance(socket: WebSocket | null): void;
    getWS(key: 'pingInterval'): number;
    updateWs(config: { pingInterval?: number }): void;
  };
  dataCache: ReturnType<typeof fragmentJoins>;
  handleEventData(frame: { headers: { key: string; value: string }[] }): Promise<void>;
}

/** What a socket has within: it takes messages of 100 MB otherwise, and the SDK has no setting for that. */
interface InsideSocket {
  _receiver: { _maxPayload: number };
}

const FAREWELL_MS = 1_000;
/** Of an event in one piece, its headers and all. */
const MOST_MESSAGE_BYTES = MOST_EVENT_BYTES + 64 * 1024;
/** Feishu asks for a ping every two minutes. */
const LONGEST_PING_INTERVAL_MS = 10 * MINUTE_MS;
/** More often, we would do nothing else. */
const SHORTEST_PING_INTERVAL_MS = 50;

/** What Feishu asks for within reason: a timer set for longer than 24 days fires at once, again and again. */
const sanePingInterval = (ms: number) =>
  Number.isFinite(ms) && ms > 0
    ? Math.max(SHORTEST_PING_INTERVAL_MS, Math.min(ms, LONGEST_PING_INTERVAL_MS))
    : LONGEST_PING_INTERVAL_MS;

/**
 * Watches each socket that the SDK opens. It is held still for one turn of the event loop: the SDK begins to listen only
 * after it, and would lose the events that come in one packet with the handshake. Ages are on the machine's monotonic clock,
 * as the SDK's pings are.
 */
export function watchSocket({ wsConfig }: Pick<Inside, 'wsConfig'>) {
  let current: WebSocket | undefined;
  let heardAt: number | undefined;
  const heard = () => {
    heardAt = performance.now();
  };
  const update = wsConfig.updateWs.bind(wsConfig);
  wsConfig.updateWs = ({ pingInterval, ...config }) =>
    update({
      ...config,
      ...(pingInterval !== undefined && { pingInterval: sanePingInterval(pingInterval) }),
    });
  const take = wsConfig.setWSInstance.bind(wsConfig);
  wsConfig.setWSInstance = (socket) => {
    take(socket);
    if (!socket) return;
    (socket as unknown as InsideSocket)._receiver._maxPayload = MOST_MESSAGE_BYTES;
    current = socket;
    heard();
    socket.on('message', heard);
    socket.pause();
    setImmediate(() => socket.resume());
  };
  return {
    quietMs: () => (heardAt === undefined ? undefined : performance.now() - heardAt),
    pingIntervalMs: () => wsConfig.getWS('pingInterval'),
    async closed() {
      if (!current || current.readyState === current.CLOSED) return;
      const farewell = new AbortController();
      const late = pause(FAREWELL_MS, undefined, { signal: farewell.signal }).catch(() => undefined);
      await Promise.race([once(current, 'close'), late]);
      farewell.abort();
      current.terminate();
    },
  };
}
