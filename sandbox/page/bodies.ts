import { z } from 'zod';

const as = z.string();

/** What the page may ask for, one schema an endpoint. */
export const bodies = {
  say: z.strictObject({
    as,
    chat: z.string(),
    text: z.string().min(1).optional(),
    replyTo: z.string().optional(),
    attachment: z
      .strictObject({
        kind: z.enum(['image', 'file']),
        name: z.string().min(1),
        type: z.string(),
        /** Base64. */
        data: z.string(),
      })
      .optional(),
  }),
  click: z.strictObject({
    as,
    message_id: z.string(),
    path: z.array(z.union([z.string(), z.number()])),
    form: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])).optional(),
    value: z.union([z.string(), z.boolean()]).optional(),
  }),
  recall: z.strictObject({ as, message_id: z.string() }),
  menu: z.strictObject({ as, key: z.string() }),
  open: z.strictObject({ as }),
  decide: z.strictObject({
    as,
    decision: z.enum(['approve', 'reject', 'withdraw']),
    comment: z.string().optional(),
  }),
  event: z.strictObject({
    payload: z.record(z.string(), z.unknown()),
    signature: z.enum(['valid', 'wrong', 'missing']).default('valid'),
  }),
  fault: z.strictObject({ on: z.boolean() }),
  clock: z.union([
    z.strictObject({
      advance_ms: z
        .number()
        .min(0)
        .max(366 * 86_400_000),
    }),
    z.strictObject({ to: z.enum(['morning', 'retry']), as }),
  ]),
  bot: z.strictObject({ running: z.boolean() }),
};
