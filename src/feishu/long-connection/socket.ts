import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';

/** What the SDK keeps to itself and we must see; the tests through the wire tell when an update moves it. */
export interface Inside {
  wsConfig: {
    setWSInstance(socket: WebSocket | null): void;
    getWS(key: 'pingInterval'): number;
  };
}

const FAREWELL_MS = 1_000;

/**
 * Watches each socket that the SDK opens. It is held still for one turn of the event loop: the SDK begins to listen only
 * after it, and would lose the events that come in one packet with the handshake. Ages are on the machine's monotonic clock,
 * as the SDK's pings are.
 */
export function watchSocket({ wsConfig }: Inside) {
  let current: WebSocket | undefined;
  let heardAt: number | undefined;
  const heard = () => {
    heardAt = performance.now();
  };
  const take = wsConfig.setWSInstance.bind(wsConfig);
  wsConfig.setWSInstance = (socket) => {
    take(socket);
    if (!socket) return;
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
