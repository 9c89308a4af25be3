import type { SandboxClock } from '../clock.ts';
import type { FaultBook } from '../faults.ts';
import type { IdSource } from '../ids.ts';
import type { Connections } from '../long-connection/connections.ts';
import type { SealOptions } from '../seal.ts';
import { seal } from '../seal.ts';
import { type Attempt, type Letter, sendUntilDone } from './attempts.ts';
import { inOrder } from './in-order.ts';
import { post, type WireResult } from './wire.ts';

/** One event on its way to the bot. `not sent` is one that Feishu would not send, or that was kept back or lost. */
export interface Delivery {
  readonly id: string;
  readonly event_type: string;
  readonly payload: object;
  readonly attempts: Attempt[];
  state: 'delivered' | 'waiting' | 'given up' | 'not sent';
}

export interface DeliverOptions extends SealOptions {
  /**
   * Events with the same key go one after the other: the next one waits until this one is delivered or given up. By default
   * approval events have one key for each type and instance, and others have none.
   */
  orderKey?: string;
}

export interface Deliveries {
  readonly all: readonly Delivery[];
  /** Where events go; while it is undefined they go to the clients of the long connection. */
  url: string | undefined;
  /** Sends one event or callback once, on the way in force. */
  exchange(letter: Letter, limitMs: number, closed: AbortSignal): Promise<WireResult>;
  /** Sends an event until it is acknowledged or given up; resolves then. */
  send(payload: object, options?: DeliverOptions): Promise<Delivery>;
  /** An event that stays where it is: for callers that want its payload. */
  unsent(payload: object): Delivery;
  close(): void;
}

interface Parts {
  readonly clock: SandboxClock;
  readonly ids: IdSource;
  readonly faults: FaultBook;
  readonly connections: Connections;
  readonly encryptKey: string;
}

/**
 * Approval events of one type are sent one after the other for each instance, as
 * https://open.feishu.cn/document/server-docs/approval-v4/event/approval-events-faq says.
 */
function usualOrder(payload: object): string | undefined {
  const { event } = payload as { event?: { type?: string; instance_code?: string } };
  return event?.type?.startsWith('approval_') ? `${event.type} of ${event.instance_code}` : undefined;
}

/** An event on record, with the id and type from either envelope. */
function record(payload: object, ids: IdSource, state: Delivery['state']): Delivery {
  const { header, event, uuid } = payload as {
    header?: { event_id?: string; event_type?: string };
    event?: { type?: string };
    uuid?: string;
  };
  const event_type = header?.event_type ?? event?.type ?? 'unknown';
  return { id: header?.event_id ?? uuid ?? ids.hex(32), event_type, payload, attempts: [], state };
}

const NOWHERE: WireResult = {
  error: { kind: 'nowhere', detail: 'no request URL has been saved, and no long connection is open' },
};

/**
 * Events out: signed and encrypted to the request URL, or as frames to one long connection; 3 s for an acknowledgement, retried
 * on the documented schedule, at least once.
 */
export function createDeliveries({ clock, ids, faults, connections, encryptKey }: Parts): Deliveries {
  const all: Delivery[] = [];
  const closed = new AbortController();
  const ordered = inOrder();
  const line = { clock, closed: closed.signal, opened: connections.opened, exchange };
  async function exchange({ payload, sealed }: Letter, limitMs: number, until: AbortSignal) {
    if (deliveries.url !== undefined) return post(deliveries.url, sealed, limitMs, clock, until);
    return connections.open.length > 0 ? connections.send(payload, limitMs, until) : NOWHERE;
  }
  const deliveries: Deliveries = {
    all,
    url: undefined,
    exchange,
    unsent: (payload) => record(payload, ids, 'not sent'),
    close: () => closed.abort(),
    async send(payload, { orderKey = usualOrder(payload), ...sealOptions } = {}) {
      const delivery = record(payload, ids, 'waiting');
      all.push(delivery);
      const go = () => {
        const letter = { payload, sealed: seal(payload, encryptKey, clock, ids, sealOptions) };
        const sending = () => sendUntilDone(delivery, letter, line);
        return orderKey === undefined ? sending() : ordered(orderKey, sending);
      };
      const hit = faults.forDelivery(delivery.event_type);
      if (hit?.fault.drop) {
        delivery.state = 'not sent';
        return delivery;
      }
      if (hit?.fault.hold) await hit.released(go);
      else await Promise.all(Array.from({ length: 1 + (hit?.fault.duplicate ?? 0) }, go));
      return delivery;
    },
  };
  return deliveries;
}
