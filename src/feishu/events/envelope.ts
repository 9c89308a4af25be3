import { z } from 'zod';

/** An event or callback as it came in, of either generation. */
export interface Envelope {
  type: string;
  /** `event_id` of the second generation, `uuid` of the first. */
  id: string;
  /** The verification token; empty when none came, as may be on the long connection. */
  token: string;
  generation: 1 | 2;
  event: Record<string, unknown>;
}

const body = z.record(z.string(), z.unknown());
const token = z.string().default('');
const second = z
  .object({
    schema: z.literal('2.0'),
    header: z.object({ event_id: z.string().min(1), event_type: z.string().min(1), token }),
    event: body,
  })
  .transform(
    ({ header, event }): Envelope => ({
      type: header.event_type,
      id: header.event_id,
      token: header.token,
      generation: 2,
      event,
    }),
  );
const first = z
  .object({ type: z.literal('event_callback'), uuid: z.string().min(1), token, event: body })
  .transform(
    ({ uuid, token, event }): Envelope => ({
      type: String(event.type),
      id: uuid,
      token,
      generation: 1,
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

/**
 * What makes two deliveries the same event. Messages are told apart by their message, not by their event; a CC has one
 * event when it is made and one when it is read.
 */
export function eventKey({ type, id, event }: Envelope): string {
  if (type === 'im.message.receive_v1') {
    const message = event.message as { message_id?: unknown } | undefined;
    if (typeof message?.message_id === 'string') return `message:${message.message_id}`;
  }
  if (type === 'approval_cc' && typeof event.id === 'string')
    return `cc:${event.id}:${String(event.operate)}`;
  return `event:${id}`;
}
