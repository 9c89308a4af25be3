import type { Application } from '../application/application.ts';
import type { SandboxClock } from '../clock.ts';
import type { FaultBook } from '../faults.ts';
import type { Connections } from '../long-connection/connections.ts';
import type { World } from '../world/schema.ts';
import type { Letter } from './attempts.ts';
import { post, type WireResult } from './wire.ts';

export type Kind = 'events' | 'callbacks';

/** How events and callbacks go out. */
export interface Way {
  /** Where they are posted to; undefined where they go to the clients of the long connection, or nowhere. */
  address(kind: Kind): string | undefined;
  /** Sends one event or callback once, on the way in force. */
  exchange(letter: Letter, limitMs: number, closed: AbortSignal): Promise<WireResult>;
}

export interface WayParts {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly connections: Connections;
  readonly app: World['app'];
  readonly application: Application;
}

const CALLBACK = 'card.action.trigger';

const NOWHERE: WireResult = {
  error: { kind: 'nowhere', detail: 'no request URL has been saved, and no long connection is open' },
};

/** The type of an event or callback, from either envelope. */
export function typeOf(payload: object): string {
  const { header, event } = payload as { header?: { event_type?: string }; event?: { type?: string } };
  return header?.event_type ?? event?.type ?? 'unknown';
}

/** The way that the console has for each of the two; `saved` is the request address. */
export function createWay(parts: WayParts, saved: () => string | undefined): Way {
  const { clock, faults, connections, app, application } = parts;
  const modeOf = (kind: Kind) => (kind === 'events' ? app.console.event_mode : app.console.callback_mode);
  const address = (kind: Kind) => {
    if (modeOf(kind) === 'websocket') return undefined;
    return kind === 'callbacks' ? (application.callbackUrl ?? saved()) : saved();
  };
  return {
    address,
    async exchange({ payload, sealed }, limitMs, closed) {
      const kind = typeOf(payload) === CALLBACK ? 'callbacks' : 'events';
      if (kind === 'callbacks' && !application.sends(kind, CALLBACK)) return NOWHERE;
      const url = address(kind);
      if (url !== undefined) return post(url, sealed, limitMs, { clock, faults, closed });
      const connected = modeOf(kind) !== 'webhook' && connections.open.length > 0;
      return connected ? connections.send(payload, limitMs, closed) : NOWHERE;
    },
  };
}
