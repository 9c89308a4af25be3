import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsone from 'json-e';
import { z } from 'zod';
import { inEachLanguage, type Language } from '../lib/language.ts';
import { showPlain, templateFunctions } from './context.ts';
import type { ToastKey } from './keys.ts';
import { format, type Params } from './texts.ts';
import { allKeys, textProblems } from './validate.ts';
import { CARD_NAMES, type CardName, type CardViews, OPTIONAL } from './views.ts';

/** A card as Feishu takes it (Card JSON 2.0). */
export interface Card {
  schema: '2.0';
  [part: string]: unknown;
}

export type ToastType = 'info' | 'success' | 'warning' | 'error';

/** The short message that answers a click (page "卡片回传交互"). */
export interface Toast {
  type: ToastType;
  content: string;
  i18n: Record<Language, string>;
}

export interface CardBook {
  /** The keys of all texts, without plural forms. */
  readonly keys: readonly string[];
  /** A template filled with a view. Throws when the view lacks a value that a text needs. */
  card<Name extends CardName>(name: Name, view: CardViews[Name]): Card;
  toast(type: ToastType, key: ToastKey, params?: Params): Toast;
  /** One text in one language, not escaped. Throws when a value is missing. */
  text(language: Language, key: string, params?: Params): string;
}

const textFile = z.record(z.string(), z.string().min(1));

function read<T>(path: string, parse: (json: unknown) => T): T {
  try {
    return parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function fill(template: object, name: CardName, view: object, functions: object): Card {
  const absent = Object.fromEntries(OPTIONAL[name].map((field) => [field, null]));
  const given = Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
  try {
    const card: Card = jsone(template, { ...absent, ...given, ...functions });
    filledFrom.set(card, name);
    return card;
  } catch (cause) {
    throw new Error(`cards/${name}.json: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

const filledFrom = new WeakMap<object, CardName>();

/** The template that a card was filled from, if it was and has not been copied since. */
export const templateOf = (card: object): CardName | undefined => filledFrom.get(card);

/**
 * Reads all templates and texts of a folder once. Throws one error with every text that is missing in a language
 * and every placeholder that does not fit, by file and key.
 */
export function loadCards(dir: string): CardBook {
  const catalogue = inEachLanguage((language) =>
    read(join(dir, 'text', `${language}.json`), (json) => textFile.parse(json)),
  );
  const templates = new Map(
    CARD_NAMES.map((name) => [
      name,
      read(join(dir, `${name}.json`), (json) => z.looseObject({}).parse(json)),
    ]),
  );
  const sources = new Map([...templates].map(([name, template]) => [name, JSON.stringify(template)]));
  const problems = textProblems(catalogue, sources);
  if (problems.length > 0) throw new Error(`The cards in ${dir} don't fit together:\n${problems.join('\n')}`);

  const functions = templateFunctions(catalogue);
  const text = (language: Language, key: string, params: Params = {}) =>
    format(catalogue, language, key, params, showPlain);
  return {
    keys: allKeys(catalogue),
    card: (name, view) => fill(templates.get(name) ?? {}, name, view, functions),
    toast(type, key, params) {
      const i18n = inEachLanguage((language) => text(language, key, params));
      return { type, content: i18n.zh_cn, i18n };
    },
    text,
  };
}
