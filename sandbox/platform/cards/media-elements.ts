import { z } from 'zod';
import { styledText } from './parts.ts';
import { common, inLanguages, padding, radius } from './values.ts';

const yes = z.boolean().optional();

/** A chart by VChart; of its specification only that it is one is looked at, elsewhere. */
const chart = z.strictObject({
  tag: z.literal('chart'),
  ...common,
  aspect_ratio: z.enum(['1:1', '2:1', '4:3', '16:9']).optional(),
  color_theme: z.string().optional(),
  chart_spec: z.unknown(),
  preview: yes,
  height: z
    .string()
    .regex(/^(auto|\d{1,3}px)$/)
    .optional(),
});

const audio = z.strictObject({
  tag: z.literal('audio'),
  ...common,
  file_key: z.string(),
  i18n_file_key: inLanguages(z.string()).optional(),
  audio_id: z.string(),
  disabled: yes,
  disabled_tips: styledText.optional(),
  show_progress_bar: yes,
  show_time: yes,
  time_display: z.string().optional(),
  time_position: z.string().optional(),
  border: z.strictObject({ color: z.string().optional(), corner_radius: radius.optional() }).optional(),
  style: z.string().optional(),
  padding: padding.optional(),
  background_style: z.string().optional(),
  fill_color: z.string().optional(),
  width: z.string().optional(),
});

/** What the bot never sends, and the pages show all the same. */
export const mediaElements = [chart, audio] as const;
