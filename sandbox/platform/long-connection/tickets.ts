import type { SandboxClock } from '../clock.ts';
import type { IdSource } from '../ids.ts';

/** How long an address may be used is not documented; the client dials at once. */
const LIFE_MS = 60_000;

export interface Tickets {
  issue(): string;
  /** True once for each ticket, while it lives. */
  redeem(ticket: string): boolean;
}

/** What an address of the long connection is good for: one handshake, soon. */
export function createTickets(clock: SandboxClock, ids: IdSource): Tickets {
  const expiryOf = new Map<string, number>();
  return {
    issue() {
      const ticket = ids.hex(32);
      expiryOf.set(ticket, clock.now() + LIFE_MS);
      return ticket;
    },
    redeem(ticket) {
      const expiry = expiryOf.get(ticket) ?? 0;
      return expiryOf.delete(ticket) && expiry > clock.now();
    },
  };
}
