import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsone from 'json-e';
import { z } from 'zod';
import type { InstanceLinks } from '../lib/instance-links.ts';
import { inEachLanguage, type Language } from '../lib/language.ts';
import { actionsIn, buttonProblems } from './buttons.ts';
import { plainIn, templateFunctions } from './context.ts';
import { SENT_TO_FEISHU, type ToastKey, type ToastValues } from './keys.ts';
import { isSendable } from './limits.ts';
import { ROOMS } from './room.ts';
import { format, type Params } from './texts.ts';
import { allKeys, textProblems } from './validate.ts';
import { CARD_NAMES, type CardName, type CardViews, type Notice } from './views.ts';

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
  /** What the buttons of each card do. */
  readonly drawn: readonly { card: CardName; action: string }[];
  /**
   * A template filled with a view: near what Feishu takes, lists name fewer people and say how many more there are, and then
   * texts are cut shorter. Throws when the view lacks a value that a text needs.
   */
  card<Name extends CardName>(name: Name, view: CardViews[Name]): Card;
  /** The card that says one thing. */
  notice(notice: Notice): Card;
  /** The same of a view with rows: as many, of at most `most`, as fit with all their names and texts, but one at least. */
  fullest<Name extends CardName>(name: Name, most: number, view: (rows: number) => CardViews[Name]): Card;
  toast<Key extends ToastKey>(type: ToastType, key: Key, ...params: ToastValues<Key>): Toast;
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
  try {
    const card: Card = jsone(template, { ...view, ...functions });
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

/** Draws with as much room as fits; `filled` fills a template with the first, usual, to the last, least. */
function drawing(
  filled: (name: CardName, view: object, room: number) => Card,
  rooms: number,
): Pick<CardBook, 'card' | 'fullest'> {
  const card = (name: CardName, view: object, room = 0): Card => {
    const drawn = filled(name, view, room);
    return isSendable(drawn) || room + 1 === rooms ? drawn : card(name, view, room + 1);
  };
  return {
    card: (name, view) => card(name, view),
    fullest(name, most, view) {
      let best: Card | undefined;
      for (let [low, high, rows] = [0, most, most]; low < high; rows = Math.ceil((low + high) / 2)) {
        const drawn = filled(name, view(rows), 0);
        if (isSendable(drawn)) [best, low] = [drawn, rows];
        else high = rows - 1;
      }
      return best ?? card(name, view(Math.min(1, most)));
    },
  };
}

/**
 * Reads all templates and texts of a folder once. Throws one error with every text that is missing in a language
 * and every placeholder that does not fit, by file and key. Sentences that send people to Feishu get a button that opens
 * `approvalApp`, or what they are about.
 */
export function loadCards(dir: string, approvalApp?: InstanceLinks): CardBook {
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
  const problems = [
    ...textProblems(catalogue, sources),
    ...[...sources].flatMap(([name, source]) => buttonProblems(name, source)),
  ];
  if (problems.length > 0) throw new Error(`The cards in ${dir} don't fit together:\n${problems.join('\n')}`);

  const functions = ROOMS.map((room) => templateFunctions(catalogue, room));
  const filled = (name: CardName, view: object, room: number) =>
    fill(templates.get(name) ?? {}, name, view, functions[room] ?? {});
  const text = (language: Language, key: string, params: Params = {}) =>
    format(catalogue, language, key, params, plainIn(ROOMS[0]));
  const { card, fullest } = drawing(filled, ROOMS.length);
  return {
    keys: allKeys(catalogue),
    drawn: [...sources].flatMap(([card, source]) => actionsIn(source).map((action) => ({ card, action }))),
    card,
    notice({ level, also = [], open = approvalApp, ...sentence }) {
      const sentences = [sentence, ...also].map(({ key, params = null }) => ({ key, params }));
      const sends = sentences.some(({ key }) => SENT_TO_FEISHU.has(key));
      return card('notice', { level, sentences, open: (sends && open) || null });
    },
    fullest,
    toast(type, key, ...[params]) {
      const i18n = inEachLanguage((language) => text(language, key, params));
      return { type, content: i18n.zh_cn, i18n };
    },
    text,
  };
}
