import { setMaxListeners } from 'node:events';
import type { Changes } from '../changes.ts';
import type { IdSource } from '../ids.ts';
import type { SealedRequest, SealOptions } from '../seal.ts';
import { seal } from '../seal.ts';
import { type Attempt, sendUntilDone } from './attempts.ts';
import { inOrder } from './in-order.ts';
import { createWay, typeOf, type Way, type WayParts } from './way.ts';

/** One event on its way to the bot. `not sent` is one that Feishu would not send, or that was kept back or lost. */
export interface Delivery {
  readonly id: string;
  readonly event_type: string;
  readonly payload: object;
  readonly attempts: Attempt[];
  state: 'delivered' | 'waiting' | 'given up' | 'not sent';
  /** The request, once one was made: what goes through a long connection is neither signed nor encrypted. */
  sealed?: SealedRequest;
}

export interface DeliverOptions extends SealOptions {
  /**
   * Events with the same key go one after the other: the next one waits until this one is delivered or given up. By default
   * approval events have one key for each type and instance, and others have none.
   */
  orderKey?: string;
  /** Sends it whether or not the app has subscribed to it. */
  anyway?: boolean;
}

export interface Deliveries extends Way {
  readonly all: readonly Delivery[];
  /** The request address that was saved. */
  url: string | undefined;
  /** Sends an event until it is acknowledged or given up; resolves then. */
  send(payload: object, options?: DeliverOptions): Promise<Delivery>;
  /** An event that stays where it is: for callers that want its payload. */
  unsent(payload: object): Delivery;
  close(): void;
}

interface Parts extends WayParts {
  readonly ids: IdSource;
  readonly changes: Changes;
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
  const { header, uuid } = payload as { header?: { event_id?: string }; uuid?: string };
  const id = header?.event_id ?? uuid ?? ids.hex(32);
  return { id, event_type: typeOf(payload), payload, attempts: [], state };
}

/**
 * Events out: signed and encrypted to the request URL, or as frames to one long connection; 3 s for an acknowledgement, retried
 * on the documented schedule, at least once.
 */
export function createDeliveries(parts: Parts): Deliveries {
  const { clock, ids, faults, connections, app, application, changes } = parts;
  const all: Delivery[] = [];
  const closed = new AbortController();
  setMaxListeners(0, closed.signal);
  const ordered = inOrder();
  const { opened } = connections;
  const way = createWay(parts, () => deliveries.url);
  const url = () => way.address('events');
  const line = { clock, closed: closed.signal, opened, exchange: way.exchange, url };
  const deliveries: Deliveries = {
    all,
    url: undefined,
    ...way,
    unsent: (payload) => record(payload, ids, 'not sent'),
    close: () => closed.abort(),
    async send(payload, { orderKey = usualOrder(payload), anyway = false, ...sealOptions } = {}) {
      const delivery = record(payload, ids, 'waiting');
      const changed = () => changes.tell({ kind: 'delivery', delivery });
      all.push(delivery);
      changed();
      const go = () => {
        const letter = { payload, sealed: seal(payload, app.encrypt_key, clock, ids, sealOptions) };
        const sending = () => sendUntilDone(delivery, letter, { ...line, changed });
        return orderKey === undefined ? sending() : ordered(orderKey, sending);
      };
      const hit = faults.forDelivery(delivery.event_type);
      if (hit?.fault.drop || !(anyway || application.sends('events', delivery.event_type))) {
        delivery.state = 'not sent';
        changed();
        return delivery;
      }
      if (hit?.fault.hold) await hit.released(go);
      else await Promise.all(Array.from({ length: 1 + (hit?.fault.duplicate ?? 0) }, go));
      return delivery;
    },
  };
  return deliveries;
}
