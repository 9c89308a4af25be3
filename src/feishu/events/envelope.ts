import { z } from 'zod';
import { id, LATEST_MS, LIMITS, word } from './limits.ts';

/** An event as it waits in the inbox. */
export const recordedEvent = z.object({
  type: z.string(),
  id: z.string(),
  event: z.unknown(),
  /** When it arrived here, Unix ms. */
  receivedAt: z.number(),
});
export type RecordedEvent = z.infer<typeof recordedEvent>;

/** An event or callback as it came in, of either generation. */
export interface Envelope {
  type: string;
  /** `event_id` of the second generation, `uuid` of the first. */
  id: string;
  /** The verification token; empty when none came, as may be on the long connection. */
  token: string;
  generation: 1 | 2;
  /** When Feishu made it, Unix ms, if it says so. */
  createdAt: number | undefined;
  event: Record<string, unknown>;
}

const body = z.record(z.string(), z.unknown());

/** Seconds, milliseconds and microseconds all occur, told apart by their size; anything else is no time. */
const time = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}(?:\.\d{1,9})?$/)
      .transform(Number),
  ])
  .transform((value) => (value > 1e14 ? value / 1e3 : value > 1e11 ? value : value * 1e3))
  .pipe(z.number().min(0).max(LATEST_MS))
  .optional()
  .catch(undefined);

/** Where its card is shown stands inside the event on the callback's page, and beside it on those of some elements. */
const CARD_CALLBACK = 'card.action.trigger';

const token = z.string().default('');
const second = z
  .object({
    schema: z.literal('2.0'),
    header: z.object({
      event_id: id,
      event_type: id,
      token,
      create_time: time,
    }),
    event: body,
    context: z.unknown().optional(),
    host: z.unknown().optional(),
  })
  .transform(
    ({ header, event, context, host }): Envelope => ({
      type: header.event_type,
      id: header.event_id,
      token: header.token,
      generation: 2,
      createdAt: header.create_time,
      event: header.event_type === CARD_CALLBACK ? { context, host, ...event } : event,
    }),
  );
const first = z
  .object({
    type: z.literal('event_callback'),
    uuid: id,
    token,
    ts: time,
    event: body,
  })
  .transform(
    ({ uuid, token, ts, event }): Envelope => ({
      type: typeof event.type === 'string' ? event.type.slice(0, LIMITS.word) : '',
      id: uuid,
      token,
      generation: 1,
      createdAt: ts,
      event,
    }),
  );

export const envelope = z.union([second, first]);

/** The question Feishu asks when a request address is saved. */
export const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string(),
  token: z.string(),
});

const copyKey = z.object({ id, operate: word });

/**
 * What makes two deliveries the same event. Messages are told apart by their message, not by their event; a CC has one
 * event when it is made and one when it is read.
 */
export function eventKey({ type, id: eventId, event }: Envelope): string {
  if (type === 'im.message.receive_v1') {
    const message = event.message as { message_id?: unknown } | null | undefined;
    const messageId = id.safeParse(message?.message_id);
    if (messageId.success) return `message:${messageId.data}`;
  }
  const copy = type === 'approval_cc' ? copyKey.safeParse(event) : undefined;
  return copy?.success ? `cc:${copy.data.id}:${copy.data.operate}` : `event:${eventId}`;
}

/** open_id of whoever did what an event, or a click, tells of, if it says so: what it causes is done for them. */
export function eventPerson({ event }: Pick<Envelope, 'event'>): string | undefined {
  const { sender, operator } = event as Did;
  const openId = sender?.sender_id?.open_id ?? operator?.open_id;
  return id.safeParse(openId).data;
}

interface Did {
  sender?: { sender_id?: { open_id?: unknown } | null } | null;
  operator?: { open_id?: unknown } | null;
}
