import { inEachLanguage } from '../lib/language.ts';
import type { Words } from '../lib/words.ts';

/** At most `max` characters of each. */
export const clipWords = (words: Words, max: number): Words =>
  typeof words === 'string' ? clip(words, max) : inEachLanguage((language) => clip(words[language], max));

const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const LINE_BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;
const LEADING_BLANKS = /^[ \t]+/;

// Feishu's table names &sim; for the tilde and numbers for all others.
const entity = (character: string): string => (character === '~' ? '&sim;' : `&#${character.charCodeAt(0)};`);

function escapeLine(line: string): string {
  return line
    .replace(PUNCTUATION, entity)
    .replace(LEADING_BLANKS, (blanks) => [...blanks].map(entity).join(''));
}

/**
 * Text that someone typed, for the inside of a markdown element: it is shown as typed and can't become a
 * mention, link, tag, picture, list, heading, emoji code or any other markup. All ASCII punctuation becomes
 * HTML entities (page "富文本（Markdown）", table "特殊字符转义说明"). A line break becomes `<br>`, so that
 * nothing after it is at the start of a markdown line.
 */
export function escapeMarkdown(text: string): string {
  return text.split(LINE_BREAK).map(escapeLine).join('<br>');
}

// Characters that nobody sees and that reorder or hide the rest of a sentence: controls except line breaks,
// bidirectional embeddings, overrides and isolates, and interlinear marks. Joiners stay: emoji need them.
const INVISIBLE = /(?![\n\r\u0085])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** `text` without invisible characters and with at most `max` characters, the last an ellipsis if it was longer. */
export function clip(text: string, max: number): string {
  const visible = text.replace(/\t/g, ' ').replace(INVISIBLE, '').replace(LONE_SURROGATE, '\ufffd').trim();
  const characters = [...visible];
  return characters.length <= max ? visible : `${characters.slice(0, max - 1).join('')}…`;
}
