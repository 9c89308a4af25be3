import { z } from 'zod';
import { text } from './fields.ts';

/** A third-party system: not of Feishu, but it lives in this world and pushes through the bot. */
export const system = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,32}$/, 'expected a name: lower-case letters, digits and hyphens'),
  token: text.min(16, 'at least 16 characters'),
  /** Bodies for the bot's API. */
  pushes: z.array(z.record(z.string(), z.unknown())).default([]),
});
