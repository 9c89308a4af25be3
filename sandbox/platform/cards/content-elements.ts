import { z } from 'zod';
import { icon, plainText, styledText } from './parts.ts';
import { common, horizontalAlign, imageKey, inLanguages, radius, translations } from './values.ts';

const tag = <T extends string>(name: T) => ({ tag: z.literal(name), ...common });
const personSize = z.enum(['extra_small', 'small', 'medium', 'large']).optional();

const markdown = z.strictObject({
  ...tag('markdown'),
  content: z.string(),
  i18n_content: translations,
  text_align: horizontalAlign.optional(),
  text_size: z.string().optional(),
  icon: icon.optional(),
});

const div = z.strictObject({
  ...tag('div'),
  text: styledText.optional(),
  width: z
    .string()
    .regex(/^(fill|auto|\d+px)$/)
    .optional(),
  icon: icon.optional(),
  fields: z
    .array(z.strictObject({ is_short: z.boolean().optional(), text: styledText.optional() }))
    .optional(),
});

/** From before, and still listed. */
const formerImage = {
  mode: z.string().optional(),
  custom_width: z.union([z.string(), z.number()]).optional(),
  compact_width: z.boolean().optional(),
};

const hr = z.strictObject(tag('hr'));

const img = z.strictObject({
  ...tag('img'),
  img_key: imageKey,
  i18n_img_key: inLanguages(imageKey).optional(),
  /** Required by its table, and left out in examples. */
  alt: plainText.optional(),
  title: plainText.optional(),
  corner_radius: radius.optional(),
  scale_type: z.enum(['crop_center', 'crop_top', 'fit_horizontal']).optional(),
  size: z
    .string()
    .regex(/^(stretch|large|medium|small|tiny|crop_center|\d{1,4}px \d{1,4}px)$/)
    .optional(),
  transparent: z.boolean().optional(),
  preview: z.boolean().optional(),
  ...formerImage,
});

const imgCombination = z.strictObject({
  ...tag('img_combination'),
  combination_mode: z.enum(['double', 'triple', 'bisect', 'trisect']),
  combination_transparent: z.boolean().optional(),
  corner_radius: radius.optional(),
  img_list: z.array(
    z.strictObject({
      img_key: imageKey,
      i18n_img_key: inLanguages(imageKey).optional(),
      transparent: z.boolean().optional(),
    }),
  ),
});

const person = z.strictObject({
  ...tag('person'),
  user_id: z.string(),
  size: personSize,
  show_avatar: z.boolean().optional(),
  show_name: z.boolean().optional(),
  style: z.enum(['normal', 'capsule']).optional(),
});

const personList = z.strictObject({
  ...tag('person_list'),
  persons: z.array(z.strictObject({ id: z.string() })),
  drop_invalid_user_id: z.boolean().optional(),
  lines: z.int().min(1).optional(),
  show_name: z.boolean().optional(),
  show_avatar: z.boolean().optional(),
  size: personSize,
  icon: icon.optional(),
  ud_icon: z
    .strictObject({ token: z.string(), style: z.strictObject({ color: z.string() }).optional() })
    .optional(),
});

/** The elements that only show something (folder "展示" of the component pages), except the table. */
export const contentElements = [markdown, div, hr, img, imgCombination, person, personList] as const;
