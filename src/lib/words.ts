import { areAlike, inEachLanguage, LANGUAGES, type Language } from './language.ts';

/** Somebody else's words: the same for every reader, or in each language. */
export type Words = string | Readonly<Record<Language, string>>;

/** What a reader of this language reads. */
export const wordsIn = (words: Words, language: Language): string =>
  typeof words === 'string' ? words : words[language];

/** Whether a value of a template is words in each language. */
export const isWords = (value: unknown): value is Words =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && typeof (value as { zh_cn?: unknown }).zh_cn === 'string');

/** Words in each language, or one text where they are all alike. */
export function eachLanguage(text: (language: Language) => string): Words {
  const texts = inEachLanguage(text);
  return areAlike(texts) ? texts.zh_cn : texts;
}

/** Several words in a row, as each reader reads them. */
export const joined = (words: readonly Words[], between: Words): Words =>
  eachLanguage((language) => words.map((one) => wordsIn(one, language)).join(wordsIn(between, language)));

const BETWEEN_NAMES = eachLanguage((language) => (language === 'en_us' ? ', ' : '、'));

/** Names one after the other, as each language does. */
export const listed = (names: readonly Words[]): Words => joined(names, BETWEEN_NAMES);

/** Whether a text is found in what any reader reads. */
export const anyReads = (words: Words, test: (text: string) => boolean): boolean =>
  typeof words === 'string' ? test(words) : LANGUAGES.some((language) => test(words[language]));

const STOPS = ' .,;:。，；：';

/** Without what ends a sentence, or joins it to the next part. */
export function withoutStops(text: string): string {
  let end = text.length;
  while (end > 0 && STOPS.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
