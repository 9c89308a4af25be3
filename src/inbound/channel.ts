import type { Router } from 'express';

/** A way on which events reach the bot. */
export interface EventChannel {
  /** What it needs on the bot's HTTP server. */
  routes: Router[];
  /** Lets events in. */
  start(): void;
  /** Lets no more in; resolves when those under way are acknowledged, or will not be. */
  stop(): Promise<void>;
  /** Rejects, with the reason, while no event could arrive. */
  check(): Promise<void>;
}
