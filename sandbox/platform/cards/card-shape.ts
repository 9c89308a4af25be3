import { z } from 'zod';
import { containerElements } from './container-elements.ts';
import { contentElements } from './content-elements.ts';
import { inputElements } from './input-elements.ts';
import { mediaElements } from './media-elements.ts';
import { address, addresses, icon, plainText, titleText } from './parts.ts';
import { table } from './table-element.ts';
import { elementId, inLanguages, innerPadding, LANGUAGES, layout, padding, translations } from './values.ts';

const elements = z.array(z.lazy((): z.ZodType => element));
const element = z.discriminatedUnion('tag', [
  ...contentElements,
  ...inputElements,
  ...mediaElements,
  ...containerElements(elements),
  table,
]);

const yes = z.boolean().optional();
const perClient = z.record(z.string(), z.number()).optional();

const config = z.strictObject({
  streaming_mode: yes,
  streaming_config: z
    .strictObject({
      print_frequency_ms: perClient,
      print_step: perClient,
      print_strategy: z.enum(['fast', 'delay']).optional(),
    })
    .optional(),
  summary: z.strictObject({ content: z.string().optional(), i18n_content: translations }).optional(),
  locales: z.array(z.enum(LANGUAGES)).optional(),
  enable_forward: yes,
  update_multi: z.literal(true, 'a card of version 2.0 is always shared: only true').optional(),
  /** From before, and in an example of version 2.0. */
  wide_screen_mode: yes,
  width_mode: z.enum(['default', 'compact', 'fill']).optional(),
  use_custom_translation: yes,
  enable_forward_interaction: yes,
  style: z
    .strictObject({
      text_size: z.record(z.string(), z.record(z.enum(['default', 'pc', 'mobile']), z.string())).optional(),
      color: z
        .record(z.string(), z.strictObject({ light_mode: z.string(), dark_mode: z.string() }))
        .optional(),
    })
    .optional(),
});

const TAG_COLORS = [
  'neutral',
  'blue',
  'turquoise',
  'lime',
  'orange',
  'violet',
  'indigo',
  'wathet',
  'green',
  'yellow',
  'red',
  'purple',
  'carmine',
] as const;
const HEADER_COLORS = [
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
  'default',
] as const;

const textTags = z
  .array(
    z.strictObject({
      tag: z.literal('text_tag'),
      element_id: elementId.optional(),
      text: plainText.optional(),
      color: z.enum(TAG_COLORS).optional(),
    }),
  )
  .max(3, 'at most 3 tags');

const header = z.strictObject({
  title: titleText,
  subtitle: titleText.optional(),
  text_tag_list: textTags.optional(),
  i18n_text_tag_list: inLanguages(textTags).optional(),
  template: z.enum(HEADER_COLORS).optional(),
  icon: icon.optional(),
  padding: innerPadding.optional(),
});

/** The whole of a card of version 2.0 (page "卡片 JSON 2.0 结构"). */
export const cardShape = z.strictObject({
  schema: z.literal('2.0'),
  config: config.optional(),
  card_link: z.strictObject({ url: address.optional(), ...addresses }).optional(),
  header: header.optional(),
  i18n_header: inLanguages(header).optional(),
  body: z.strictObject({ ...layout, padding: padding.optional(), elements: elements.optional() }).optional(),
});
