import { z } from 'zod';

const HUES =
  'blue|carmine|green|grey|indigo|lime|orange|purple|red|sunflower|turquoise|violet|wathet|yellow|neutral';
const COLOR = new RegExp(
  `^(default|light_grey|bg-white|bgwhite|white|(${HUES})(-(50|\\d00|\\d50))?|rgba\\([\\d., %]+\\)|cus-[\\w-]+)$`,
);
const SIDES = /^(-?\d{1,2}(px)?)( -?\d{1,2}(px)?){0,3}$/;
const INNER_SIDES = /^(\d{1,2}(px)?)( \d{1,2}(px)?){0,3}$/;

export const LANGUAGES = [
  'zh_cn',
  'en_us',
  'zh_hk',
  'zh_tw',
  'ja_jp',
  'id_id',
  'vi_vn',
  'th_th',
  'pt_br',
  'es_es',
  'ko_kr',
  'de_de',
  'fr_fr',
  'it_it',
  'ru_ru',
  'ms_my',
] as const;

/** The languages a local translation may have (page "配置卡片多语言"). */
export const inLanguages = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(LANGUAGES.map((language) => [language, value.optional()])));

export const translations = inLanguages(z.string()).optional();

export const elementId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,19}$/,
    'element_id: a letter, then up to 19 letters, digits or underscores',
  );
export const color = z.string().regex(COLOR, 'not a colour of the palette, RGBA or a custom colour');
export const margin = z.string().regex(SIDES, 'one to four sides within [-99,99]px');
export const padding = margin;
export const innerPadding = z.string().regex(INNER_SIDES, 'one to four sides within [0,99]px');
export const spacing = z
  .string()
  .regex(
    /^(|default|small|medium|large|extra_large|\d{1,2}px)$/,
    'small, medium, large, extra_large or [0,99]px',
  );
export const radius = z.string().regex(/^\d+(px|%)$/, 'pixels or per cent');
export const inputWidth = z
  .string()
  .regex(/^(default|fill|[1-9]\d{2,}px)$/, 'default, fill or at least 100px');
export const horizontalAlign = z.enum(['left', 'center', 'right']);
export const verticalAlign = z.enum(['top', 'center', 'bottom']);
export const direction = z.enum(['vertical', 'horizontal']);
export const imageKey = z.string();

/** What a client shows that is too old for the element. */
const fallback = z.union([
  z.literal('drop'),
  z.strictObject({
    tag: z.literal('fallback_text'),
    text: z.strictObject({ tag: z.literal('plain_text'), content: z.string(), i18n_content: translations }),
  }),
]);

/** What every element may carry. */
export const common = {
  element_id: elementId.optional(),
  margin: margin.optional(),
  fallback: fallback.optional(),
};

/** How a container lays out its children. */
export const layout = {
  direction: direction.optional(),
  horizontal_spacing: spacing.optional(),
  horizontal_align: horizontalAlign.optional(),
  vertical_spacing: spacing.optional(),
  vertical_align: verticalAlign.optional(),
};
