import { z } from 'zod';
import { legacyValue } from './input-elements.ts';
import { callbacks, confirm, plainText, styledText } from './parts.ts';
import { common, imageKey, inLanguages, padding, radius } from './values.ts';

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

const imagePicker = z.strictObject({
  tag: z.literal('select_img'),
  ...common,
  name: z.string().optional(),
  multi_select: yes,
  layout: z.enum(['stretch', 'bisect', 'trisect']).optional(),
  required: yes,
  can_preview: yes,
  aspect_ratio: z.enum(['1:1', '4:3', '16:9']).optional(),
  style: z.string().optional(),
  disabled: yes,
  disabled_tips: plainText.optional(),
  options: z.array(
    z.strictObject({
      img_key: imageKey,
      value: z.string(),
      disabled: yes,
      disabled_tips: plainText.optional(),
      hover_tips: plainText.optional(),
    }),
  ),
  behaviors: callbacks.optional(),
  confirm: confirm.optional(),
  ...legacyValue,
});

/** What the bot never sends, and the pages show all the same. */
export const mediaElements = [chart, audio, imagePicker] as const;
