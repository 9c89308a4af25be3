import { z } from 'zod';
import { color, elementId, horizontalAlign, imageKey, inLanguages, translations } from './values.ts';

const NOWHERE = 'lark://msgcard/unsupported_action';

function opens(address: string): boolean {
  if (address === NOWHERE) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname } = new URL(address);
  if (protocol === 'https:') return host !== '';
  return (protocol === 'lark:' || protocol === 'feishu:') && (host + pathname).startsWith('applink');
}

/** An address that a card may open: https, or an applink of the Feishu or Lark client. */
export const address = z.string().refine(opens, 'only https addresses and applinks can be opened');
const addressOrNone = z.union([z.literal(''), address]).optional();

/** The addresses of one link: a default and what each kind of client opens instead. */
export const addresses = { pc_url: addressOrNone, ios_url: addressOrNone, android_url: addressOrNone };
export const multiUrl = z.strictObject({ url: addressOrNone, ...addresses });

const text = { element_id: elementId.optional(), content: z.string(), i18n_content: translations };

export const plainText = z.strictObject({ tag: z.literal('plain_text'), ...text });
export const titleText = z.strictObject({ tag: z.enum(['plain_text', 'lark_md']), ...text });
export const styledText = z.strictObject({
  tag: z.enum(['plain_text', 'lark_md']),
  ...text,
  text_size: z.string().optional(),
  text_color: color.optional(),
  text_align: horizontalAlign.optional(),
  lines: z.int().min(1).optional(),
});

const atMost = (max: number) => z.string().refine((s) => [...s].length <= max, `at most ${max} characters`);

/** A plain text with a limit that holds in every language. */
export const shortText = (max: number) =>
  z.strictObject({
    tag: z.literal('plain_text'),
    element_id: elementId.optional(),
    content: atMost(max).optional(),
    i18n_content: inLanguages(atMost(max)).optional(),
  });

export const icon = z.strictObject({
  tag: z.enum(['standard_icon', 'custom_icon']),
  token: z.string().optional(),
  color: color.or(z.literal('')).optional(),
  img_key: imageKey.optional(),
  i18n_img_key: inLanguages(imageKey).optional(),
  size: z
    .string()
    .regex(/^\d{1,3}px \d{1,3}px$/)
    .optional(),
});

export const confirm = z.strictObject({ title: plainText, text: plainText });

/** The pages have texts in examples and objects in their tables. */
const callback = z.strictObject({
  type: z.literal('callback'),
  value: z.union([z.string(), z.record(z.string(), z.unknown())]),
});
const openUrl = z.strictObject({ type: z.literal('open_url'), default_url: address, ...addresses });
export const callbacks = z.array(callback);
/** What happens on a click (page "配置卡片交互"). */
export const behaviors = z.array(z.discriminatedUnion('type', [callback, openUrl]));
