import { assertSendable } from '../cards/limits.ts';
import { addJob } from '../jobs/queue.ts';
import type { Tx } from '../store/db.ts';
import type { InstanceRef } from '../store/tables/card-messages.ts';

export const SEND_QUEUE = 'send';

/** Where a card goes. A reply whose message was withdrawn goes to its chat instead. */
export type Destination =
  | { kind: 'reply'; messageId: string; chatId: string }
  | { kind: 'person'; openId: string }
  | { kind: 'replace'; messageId: string };

export interface Outgoing {
  to: Destination;
  card: object;
  /** The instance the card speaks of: a reply to the card means that one. */
  about?: InstanceRef;
  /** Sent once this card has been sent. */
  next?: Keyed;
  /** Sent instead when Feishu refuses this card for good, for instance because the bot may not write to the person. */
  otherwise?: Keyed;
}

export interface Keyed {
  key: string;
  outgoing: Outgoing;
}

/**
 * Sends a card once, however often this is asked for under the same key, if the caller's transaction is committed.
 * Throws `CardTooLargeError` before anything is written.
 */
export async function sendCard(tx: Tx, key: string, outgoing: Outgoing): Promise<void> {
  assertSendable(outgoing.card);
  await addJob(tx, { queue: SEND_QUEUE, key, payload: outgoing });
}
