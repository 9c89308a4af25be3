import { inEachLanguage, type Language } from '../lib/language.ts';

export type Catalogue = Record<Language, Readonly<Record<string, string>>>;
export type Params = Readonly<Record<string, unknown>>;
type Show = (value: unknown, language: Language) => string;

const PLACEHOLDER = /\{([a-z][A-Za-z]*)\}/g;
const PLURAL_FORM = /_(one|other)$/;
const RULES = inEachLanguage((language) => new Intl.PluralRules(language.replace('_', '-')));

/** The key that code uses for a text: without the plural form. */
export const baseKey = (key: string): string => key.replace(PLURAL_FORM, '');

/** The names in braces, sorted. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))].sort();
}

/** All forms of a text in one language: one, or one for each plural form. */
export function forms(catalogue: Catalogue, language: Language, key: string): [key: string, text: string][] {
  const texts = catalogue[language];
  return [key, `${key}_one`, `${key}_other`].flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [[name, text]];
  });
}

function find(catalogue: Catalogue, language: Language, key: string, count: unknown): string {
  const texts = catalogue[language];
  const form = typeof count === 'number' ? `${key}_${RULES[language].select(count)}` : key;
  const text = texts[form] ?? texts[key];
  if (text === undefined) throw new Error(`cards/text/${language}.json: "${key}" is missing`);
  return text;
}

/**
 * A text with its values, in one pass: braces inside a value stay what they are. `count` chooses the plural form.
 * Throws when the text needs a value that is not given.
 */
export function format(
  catalogue: Catalogue,
  language: Language,
  key: string,
  params: Params,
  show: Show,
): string {
  return find(catalogue, language, key, params.count).replace(PLACEHOLDER, (_all, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) {
      throw new Error(`cards/text/${language}.json: "${key}" needs a value for {${name}}`);
    }
    return show(value, language);
  });
}
