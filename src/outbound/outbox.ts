import { z } from 'zod';
import { templateOf } from '../cards/book.ts';
import { assertSendable } from '../cards/limits.ts';
import { defineQueue, type Queue } from '../jobs/define-queue.ts';
import type { Tx } from '../store/db.ts';
import { EXTENTS } from '../store/tables/followed-instances.ts';
import { CARD_KINDS, enterCard, type Place, type Pressable } from '../store/tables/sent-cards.ts';

const anyObject = z.custom<object>((value) => typeof value === 'object' && value !== null);
/** Where a card goes. A reply whose message was withdrawn goes to its chat instead. */
const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), messageId: z.string(), chatId: z.string() }),
  z.object({ kind: z.literal('person'), openId: z.string() }),
  z.object({ kind: z.literal('chat'), chatId: z.string() }),
  z.object({ kind: z.literal('replace'), messageId: z.string(), chatId: z.string().optional() }),
]);
const pressable: z.ZodType<Pressable> = z.object({
  kind: z.enum(CARD_KINDS),
  owner: z.string().nullable(),
  about: z.string(),
  offers: z.array(z.string()).optional(),
});
const outgoing = z.object({
  to: destination,
  card: anyObject,
  /** The name of its template, for whoever has to look why Feishu refuses it. */
  template: z.string().optional(),
  /** What its buttons go by; without it the card has none that tell the bot anything. */
  press: pressable.optional(),
  /** The instance the card speaks of: a reply to the card means that one. */
  about: z.object({ approvalCode: z.string(), instanceCode: z.string() }).optional(),
  /** Set when the card shows the state of that instance and is to follow it. */
  follows: z.enum(EXTENTS).optional(),
  /** The key of the send of which this is one more try: the two are one card. */
  again: z.string().optional(),
  /** Adds a job to this queue once it is known what became of the card: the payload and a `SendOutcome`. */
  report: z.object({ queue: z.string(), payload: anyObject }).optional(),
  /** Sent once this card has been sent. */
  get next(): z.ZodOptional<typeof keyed> {
    return keyed.optional();
  },
  /** Sent instead when Feishu refuses this card for good, for instance because the bot may not write to the person. */
  get otherwise(): z.ZodOptional<typeof keyed> {
    return keyed.optional();
  },
});
const keyed = z.object({ key: z.string(), outgoing });

export type Destination = z.infer<typeof destination>;
export type Outgoing = z.infer<typeof outgoing>;
export type Keyed = z.infer<typeof keyed>;

export const sendQueue = defineQueue('send', outgoing);
/** For cards that go to thousands at a time: nobody who waits for an answer stands behind them. */
export const bulkSendQueue = defineQueue('send.bulk', outgoing);

/** `uncertain`: it may or may not have arrived, and too late to tell by sending it again. */
export const sendOutcome = z.discriminatedUnion('sent', [
  z.object({ sent: z.literal(true), messageId: z.string() }),
  z.object({
    sent: z.literal(false),
    code: z.number().optional(),
    uncertain: z.boolean(),
    reason: z.string(),
  }),
]);
export type SendOutcome = z.infer<typeof sendOutcome>;

/**
 * Sends a card once, however often this is asked for under the same key, if the caller's transaction is committed.
 * Throws `CardTooLargeError` before anything is written.
 */
export async function sendCard(
  tx: Tx,
  key: string,
  outgoing: Outgoing,
  queue: Queue<Outgoing> = sendQueue,
): Promise<void> {
  assertSendable(outgoing.card);
  const { press, to, again = key } = outgoing;
  if (press) await enterCard(tx, again, press, placeOf(to));
  else if (hasCallback(outgoing.card)) throw new Error(`nobody could press the buttons of the card ${key}`);
  const template = templateOf(outgoing.card);
  await queue.add(tx, { key, payload: template ? { ...outgoing, template } : outgoing });
}

function placeOf(to: Destination): Place {
  if (to.kind === 'person') return {};
  return to.kind === 'replace' ? { messageId: to.messageId, chatId: to.chatId } : { chatId: to.chatId };
}

const hasCallback = (card: object) => JSON.stringify(card).includes('"type":"callback"');
