import { jsonIn } from '../../lib/parsed.ts';

/** Ids of people, and whatever else is unique to a company or a secret. */
const PERSONAL =
  /^((open|union|user|employee)_ids?(_list)?|tenant_key|token|app_id|host|ip|mobile|email|avatar.*|.*secret.*|encrypt_key)$/i;
/** What people wrote, or are called. */
const WORDS = /^(name|user_name|text|title|comment|input_value|reason|quote)$/i;
/** Whose values people have filled in. */
const FORMS = /^(form|form_value|widget_list)$/i;
/** What a command, a mention, a link or a number is told by; else a word. */
const PARTS = /(\/\p{L}{1,20}|@_user_\d+|@_all|https?:\/\/[^\s"<>)\]]+|\d+)|\p{L}+/gu;

/** Names an id by another of the same shape, the same with every use. */
export type Pseudonym = (id: string) => string;

const blur = (part: string) =>
  part.replace(/\p{L}/gu, (letter) => (letter.charCodeAt(0) > 0x7f ? '某' : 'x'));

const PERSON_IN_LINK = /([?&;](?:user|open|employee|union)_?id=)[^&\s]*/gi;

/** Long numbers in the words of people are of phones or cards; in a link they name an approval. */
const withoutNumber = (part: string) =>
  /^\d{7,}$/.test(part) ? '0'.repeat(part.length) : part.replace(PERSON_IN_LINK, '$1x');

/** Words without what they say: commands, mentions, links, numbers and punctuation stay, as they are read by the bot. */
const blurred = (text: string): string =>
  text.replace(PARTS, (part, kept?: string) => (kept === undefined ? blur(part) : withoutNumber(part)));

const OPEN = /\b(ou|on)_[A-Za-z0-9_-]{6,}/g;

/**
 * An event without secrets and people: ids by pseudonyms of the same shape, words blurred. What is left tells how it is laid
 * out, and what the bot reads of it.
 */
export function masked(value: unknown, pseudonym: Pseudonym, name = ''): unknown {
  if (typeof value === 'string') return maskedText(value, pseudonym, name);
  if (Array.isArray(value)) return value.map((one) => masked(one, pseudonym, name));
  if (typeof value !== 'object' || value === null) return FORMS.test(name) ? 0 : value;
  const inForm = FORMS.test(name) ? name : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, masked(one, pseudonym, inForm ?? key)]),
  );
}

function maskedText(text: string, pseudonym: Pseudonym, name: string): string {
  if (text === '') return text;
  // The content of a message is JSON in a text.
  if (name === 'content' || FORMS.test(name)) {
    const inner = jsonIn(text);
    if (typeof inner === 'object' && inner !== null)
      return JSON.stringify(masked(inner, pseudonym, FORMS.test(name) ? name : ''));
  }
  if (PERSONAL.test(name)) return pseudonym(text);
  if (FORMS.test(name)) return blur(text).replace(/\d/g, '0');
  const named = text.replace(OPEN, (id) => pseudonym(id));
  return WORDS.test(name) ? blurred(named) : named;
}
