import { createHash } from 'node:crypto';
import type { ThirdPartyResource } from '../../store/third-party-document/documented.ts';
import { KEY_PREFIX, LOCALES, type Locale } from '../../store/third-party-document/fields.ts';
import type { SimpleText } from './simple.ts';

/** The language of a text that does not say its own. */
const USUAL_LOCALE: Locale = 'zh-CN';

type ByLocale = Partial<Record<Locale, string>>;

/**
 * Turns texts into keys, and gives out what the keys stand for. A key is made of its texts, so that it means the same in
 * every push of an instance, and no push can change what another one said.
 */
export function textBook() {
  const texts = new Map<string, ByLocale>();

  return {
    /** The key of a text. */
    key(text: SimpleText): string {
      const by: ByLocale = typeof text === 'string' ? { [USUAL_LOCALE]: text } : text;
      const content = LOCALES.map((locale) => by[locale] ?? null);
      const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
      const key = KEY_PREFIX + digest.slice(0, 24);
      texts.set(key, by);
      return key;
    },
    /** The texts so far: the usual language has all of them, others those that they were given. */
    resources(): ThirdPartyResource[] {
      const all = [...texts];
      return LOCALES.flatMap((locale) => {
        const isDefault = locale === USUAL_LOCALE;
        const own = all.flatMap(([key, by]) => {
          const value = by[locale] ?? (isDefault ? anyOf(by) : undefined);
          return value === undefined ? [] : { key, value };
        });
        return own.length > 0 || isDefault ? { locale, is_default: isDefault, texts: own } : [];
      });
    },
  };
}

const anyOf = (by: ByLocale) => LOCALES.map((locale) => by[locale]).find((text) => text !== undefined) ?? '';
