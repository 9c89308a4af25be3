import type { Language } from '../lib/language.ts';
import { eachLanguage, type Words } from '../lib/words.ts';
import type { Tx } from '../store/db.ts';
import { definitionTexts } from '../store/tables/definition-texts.ts';
import type { Translated } from './translations.ts';

/** What a definition is called, for every reader: `own`, what it is called in its own language, where no other name is known. */
export type NameOf = (approvalCode: string, own: Words) => Words;

/** The names of these definitions as far as they are known: nothing is called for them. */
export async function namesOfDefinitions(
  db: Pick<Tx, 'all'>,
  approvalCodes: readonly string[],
): Promise<NameOf> {
  const known = new Map<string, string>();
  for (const { approvalCode, language, name } of await definitionTexts(db, [...new Set(approvalCodes)]))
    known.set(`${language} ${approvalCode}`, name.trim());
  return (approvalCode, own) => {
    if (typeof own !== 'string') return own;
    return eachLanguage((language) => known.get(`${language} ${approvalCode}`) || own);
  };
}

/** The same of one definition. */
export async function nameOfDefinition(
  db: Pick<Tx, 'all'>,
  approvalCode: string,
  own: Words,
): Promise<Words> {
  return (await namesOfDefinitions(db, [approvalCode]))(approvalCode, own);
}

/** The words of each reader out of what is known by language: what is missing or empty reads as `own`. */
export const wordsOf = (own: string, said: (language: Language) => string | undefined): Words =>
  eachLanguage((language) => said(language)?.trim() || own);

/** What a control is called: `path` are the ids down to it, `own` what the definition calls it. */
export const fieldName = (texts: Translated, path: string, own: string): Words =>
  wordsOf(own, (language) => texts[language]?.fields[path]?.name);

/** What an option says: `value` is what is submitted, `own` what the definition says. */
export const optionText = (texts: Translated, path: string, value: string, own: string): Words =>
  wordsOf(own, (language) => {
    const { options = {} } = texts[language]?.fields[path] ?? {};
    return Object.hasOwn(options, value) ? options[value] : undefined;
  });

/** What a control without a value explains. */
export const noteText = (texts: Translated, path: string, own: string): Words =>
  wordsOf(own, (language) => {
    const field = texts[language]?.fields[path];
    return field?.note ?? field?.name;
  });
