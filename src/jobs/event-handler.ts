import type { ZodType } from 'zod';
import type { Tx } from '../store/db.ts';
import type { Writes } from './perform.ts';
export interface EventHandler<Event = unknown> {
  schema: ZodType<Event>;
  /** Whether the event may mean anything to the bot; what surely does not is acknowledged and not kept. */
  concerns?(event: Event): boolean | Promise<boolean>;
  /** Decides what the event changes; `receivedAt` in Unix ms. */
  run(event: Event, receivedAt: number): Promise<Writes | undefined>;
  /** Tells whoever waits, when the event can't be worked on. */
  gaveUp?(event: Event, error: unknown, tx: Tx): Promise<void>;
}
