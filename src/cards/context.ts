import { areAlike, inEachLanguage, type Language } from '../lib/language.ts';
import { isWords, type Words, wordsIn } from '../lib/words.ts';
import { press } from './buttons.ts';
import { clip, clipWords, escapeMarkdown } from './escape.ts';
import { historyText } from './history.ts';
import { date, link, markdownOf, moment, people, person, spoken, statusTag } from './mark.ts';
import { type Room, within } from './room.ts';
import { type Catalogue, format, type Params } from './texts.ts';
import type { HistoryStep } from './views.ts';

/** No sentence quotes more than this of what someone typed. */
const QUOTED = 100;

export interface Localised {
  content: string;
  i18n_content?: Record<Language, string>;
}

/** How a value is shown inside a plain text. */
export const plainIn =
  (room: Room) =>
  (value: unknown, language: Language): string => {
    if (typeof value === 'number') return String(value);
    if (isWords(value)) return clip(wordsIn(value, language), within(room, QUOTED));
    throw new Error('a plain text takes text and numbers only');
  };

/** Inside markdown: marks as they are, all else escaped. */
const markdownIn =
  (showPlain: ReturnType<typeof plainIn>) =>
  (value: unknown, language: Language): string => {
    const markdown = markdownOf(value);
    return markdown === undefined ? escapeMarkdown(showPlain(value, language)) : markdown(language);
  };

function localised(text: (language: Language) => string): Localised {
  const texts = inEachLanguage(text);
  return areAlike(texts) ? { content: texts.zh_cn } : { content: texts.zh_cn, i18n_content: texts };
}

/** The functions that expressions in a template can call, for a card with so much room. */
export function templateFunctions(catalogue: Catalogue, room: Room) {
  const showPlain = plainIn(room);
  const showMarkdown = markdownIn(showPlain);
  const label = (language: Language, key: string) => format(catalogue, language, key, {}, showPlain);
  return {
    /** A text for a markdown element. */
    md: (key: string, params: Params | null = null) =>
      localised((language) => format(catalogue, language, key, params ?? {}, showMarkdown)),
    /** A text for a plain_text or a summary. */
    plain: (key: string, params: Params | null = null) =>
      localised((language) => format(catalogue, language, key, params ?? {}, showPlain)),
    /** The label of a field, ours by its key or somebody's own words, and whether it must be filled in. */
    label: (key: string | null, params: Params | null, words: string, required: boolean) =>
      localised((language) => {
        const name = key === null ? words : format(catalogue, language, key, params ?? {}, showPlain);
        return format(
          catalogue,
          language,
          required ? 'form.label_required' : 'form.label',
          { name },
          showMarkdown,
        );
      }),
    /** A text as one of the values of a `line`. */
    say: (key: string, params: Params | null = null) =>
      spoken((language) => format(catalogue, language, key, params ?? {}, showMarkdown)),
    /** Values side by side in markdown; those that are null are left out. */
    line: (parts: readonly unknown[]) =>
      localised((language) =>
        parts
          .filter((part) => part !== null)
          .map((part) => showMarkdown(part, language))
          .join(' · '),
      ),
    /** What someone typed, or words in each language, as a value; null stays null. */
    clip: (words: Words | null, max: number) => (words === null ? null : clipWords(words, within(room, max))),
    /** The same as the content of a plain_text. */
    own: (words: Words, max: number) =>
      localised((language) => clip(wordsIn(words, language), within(room, max))),
    /** The value of a button: what it does, and with which fields. */
    press,
    person,
    /** A person who may be missing; null then. */
    who: (id: string | null) => (id === null ? null : person(id)),
    people: (ids: unknown) =>
      people(ids, room.named, (language, count) =>
        format(catalogue, language, 'people.more', { count }, showPlain),
      ),
    date,
    moment,
    ...rows(catalogue, room),
    statusTag: (status: unknown) => (status === null ? null : statusTag(status, label)),
  };
}

/** Several values in a row: words, words that lead somewhere, and who decided what and when. */
function rows(catalogue: Catalogue, room: Room) {
  const showMarkdown = markdownIn(plainIn(room));
  return {
    /** Values side by side in a plain_text. */
    beside: (parts: readonly Words[]) =>
      localised((language) => parts.map((part) => wordsIn(part, language)).join(' · ')),
    leading: (words: Words, address: string) => link((language) => showMarkdown(words, language), address),
    way: (steps: readonly HistoryStep[], earlier: number) =>
      localised((language) =>
        historyText(steps, earlier, room, (key, params = {}) =>
          format(catalogue, language, key, params, showMarkdown),
        ),
      ),
  };
}
