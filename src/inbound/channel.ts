import type { Door } from '../lib/http/server.ts';

/** A way on which events reach the bot. */
export interface EventChannel {
  /** Where it is asked on the bot's HTTP server, if it is. */
  door?: Door;
  /** Lets events in. What the operator has been `told` to mend is not told again. */
  start(told?: string): void;
  /** Lets no more in; resolves when those under way are acknowledged, or will not be. */
  stop(): Promise<void>;
  /** Rejects, with the reason, while no event could arrive. */
  check(): Promise<void>;
}
