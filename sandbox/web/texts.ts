import type { InLanguages, Language } from '../page/protocol.ts';
import drawer from './texts/drawer.json';
import page from './texts/page.json';

const COLUMN: Readonly<Record<Language, number>> = { zh_cn: 0, en_us: 1, ja_jp: 2 };

/** Reads a table of texts: one of them in a language, with the values of that name in the place of `{name}`. */
function reader<Key extends string>(texts: Readonly<Record<Key, readonly string[]>>) {
  return (language: Language, key: Key, values: Record<string, string | number> = {}): string => {
    const found = texts[key][COLUMN[language]] ?? key;
    return found.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
  };
}

export type TextKey = keyof typeof page;
export type DrawerKey = keyof typeof drawer;

/** One of the page's own texts. */
export const text = reader<TextKey>(page);
/** One of those of the developer's drawer. */
export const drawerText = reader<DrawerKey>(drawer);

export const hasText = (key: string): key is TextKey => key in page;
export const hasDrawerText = (key: string): key is DrawerKey => key in drawer;

export const inLanguage = (texts: Partial<InLanguages>, language: Language): string =>
  texts[language] ?? texts.zh_cn ?? Object.values(texts)[0] ?? '';
