import { z } from 'zod';
import { CONTACTS_TYPES } from './config.ts';

const names = (most: number) => z.array(z.string().min(1)).max(most).default([]);
const scopes = z
  .array(z.strictObject({ scope_name: z.string().min(1), token_type: z.enum(['tenant', 'user']) }))
  .max(2000)
  .default([]);
const ids = z.strictObject({ user_ids: names(2000), department_ids: names(2000) }).prefault({});
const mode = z.enum(['webhook', 'websocket']);
const key = z.string().min(1).max(32).optional();

const event = z.strictObject({
  subscription_type: mode,
  request_url: z.string().optional(),
  add_events: names(2000),
  remove_events: names(2000),
});

const callback = z.strictObject({
  callback_type: mode,
  request_url: z.string().optional(),
  add_callbacks: names(50),
  remove_callbacks: names(50),
});

/** What `config` takes; the field `security` is left out: nothing here would follow from it. */
export const changeSchema = z.strictObject({
  scope: z.strictObject({ add_scopes: scopes, remove_scopes: scopes }).optional(),
  event: event.optional(),
  callback: callback.optional(),
  event_and_callback_encrypt_strategy: z
    .strictObject({ encryption_key: key, verification_token: key })
    .optional(),
  visibility: z.strictObject({ is_visible_to_all: z.boolean(), visible_list: ids }).optional(),
  contacts: z.strictObject({ contacts_range_type: z.enum(CONTACTS_TYPES), visible_list: ids }).optional(),
});

export type Change = z.infer<typeof changeSchema>;
