import { templateOf } from '../cards/book.ts';
import { assertSendable } from '../cards/limits.ts';
import { addJob } from '../jobs/queue.ts';
import type { Tx } from '../store/db.ts';
import type { InstanceRef } from '../store/tables/card-messages.ts';
import type { Extent } from '../store/tables/followed-instances.ts';
import { enterCard, type Place, type Pressable } from '../store/tables/sent-cards.ts';

export const SEND_QUEUE = 'send';
/** For cards that go to thousands at a time: nobody who waits for an answer stands behind them. */
export const BULK_SEND_QUEUE = 'send.bulk';

/** Where a card goes. A reply whose message was withdrawn goes to its chat instead. */
export type Destination =
  | { kind: 'reply'; messageId: string; chatId: string }
  | { kind: 'person'; openId: string }
  | { kind: 'chat'; chatId: string }
  | { kind: 'replace'; messageId: string };

export interface Outgoing {
  to: Destination;
  card: object;
  /** The name of its template, for whoever has to look why Feishu refuses it. */
  template?: string;
  /** What its buttons go by; without it the card has none that tell the bot anything. */
  press?: Pressable;
  /** The instance the card speaks of: a reply to the card means that one. */
  about?: InstanceRef;
  /** Set when the card shows the state of that instance and is to follow it. */
  follows?: Extent;
  /** The key of the send of which this is one more try: the two are one card. */
  again?: string;
  /** Adds a job to this queue once it is known what became of the card: the payload and a `SendOutcome`. */
  report?: { queue: string; payload: object };
  /** Sent once this card has been sent. */
  next?: Keyed;
  /** Sent instead when Feishu refuses this card for good, for instance because the bot may not write to the person. */
  otherwise?: Keyed;
}

export interface Keyed {
  key: string;
  outgoing: Outgoing;
}

/** `uncertain`: it may or may not have arrived, and too late to tell by sending it again. */
export type SendOutcome =
  | { sent: true; messageId: string }
  | { sent: false; code?: number; uncertain: boolean; reason: string };

/**
 * Sends a card once, however often this is asked for under the same key, if the caller's transaction is committed.
 * Throws `CardTooLargeError` before anything is written.
 */
export async function sendCard(
  tx: Tx,
  key: string,
  outgoing: Outgoing,
  queue: typeof SEND_QUEUE | typeof BULK_SEND_QUEUE = SEND_QUEUE,
): Promise<void> {
  assertSendable(outgoing.card);
  const { press, to, again = key } = outgoing;
  if (press) await enterCard(tx, again, press, placeOf(to));
  else if (hasCallback(outgoing.card)) throw new Error(`nobody could press the buttons of the card ${key}`);
  const template = templateOf(outgoing.card);
  await addJob(tx, { queue, key, payload: template ? { ...outgoing, template } : outgoing });
}

function placeOf(to: Destination): Place {
  if (to.kind === 'person') return {};
  return to.kind === 'replace' ? { messageId: to.messageId } : { chatId: to.chatId };
}

const hasCallback = (card: object) => JSON.stringify(card).includes('"type":"callback"');
