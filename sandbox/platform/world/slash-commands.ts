import { z } from 'zod';
import { text } from './fields.ts';

/** A command as the platform lists it, in languages such as `ja_jp`. */
export const slashCommand = z.strictObject({
  command_id: text,
  /** Without the slash. */
  command: text,
  description: z.strictObject({ default_value: text, i18n: z.record(z.string(), text).optional() }),
  icon_key: text.default('skill_outlined'),
});

export type SlashCommand = z.infer<typeof slashCommand>;
