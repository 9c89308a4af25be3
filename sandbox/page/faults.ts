import type { Fault, Platform } from '../platform/index.ts';
import type { FaultSwitch } from './protocol.ts';

/** What can be switched on in the drawer; the page names each in its language. */
const SWITCHES: Readonly<Record<string, Fault>> = {
  'bot-slow': { on: 'wire', delayMs: 4_000 },
  'bot-500': { on: 'wire', status: 500 },
  'bot-unreachable': { on: 'wire', refused: true },
  'events-twice': { on: 'delivery', duplicate: 1 },
  'events-held': { on: 'delivery', hold: 'reversed' },
  'events-lost': { on: 'delivery', drop: true },
  'api-slow': { on: 'call', delayMs: 3_000 },
  'api-500': { on: 'call', answer: { status: 500, body: { code: 1, msg: 'internal error' } } },
  'api-answer-lost': { on: 'call', drop: 'after' },
  'api-limited': { on: 'call', rateLimit: { status: 429, resetSeconds: 5 } },
  'connection-dead': { on: 'connection', halfOpen: true },
  'search-lag': { on: 'search', lagMs: 60_000 },
};

export interface FaultSwitches {
  list(): FaultSwitch[];
  /** @throws for a switch that does not exist */
  set(id: string, on: boolean): void;
}

/** The faults of the drawer, each on or off. */
export function faultSwitches({ faults, changes }: Platform): FaultSwitches {
  const inForce = new Map<string, { remove(): void }>();
  return {
    list: () => Object.keys(SWITCHES).map((id) => ({ id, on: inForce.has(id) })),
    set(id, on) {
      const fault = SWITCHES[id];
      if (fault === undefined) throw new Error(`there is no switch "${id}"`);
      inForce.get(id)?.remove();
      inForce.delete(id);
      if (on) inForce.set(id, faults.add(fault));
      changes.tell({ kind: 'faults' });
    },
  };
}
