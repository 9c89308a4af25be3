import { inEachLanguage } from '../lib/language.ts';
import { eachLanguage, type Words, wordsIn } from '../lib/words.ts';
import { clip } from './escape.ts';

/** What stays of a beginning that others share, and of it before the place where they part. */
const LEAD = 12;
const BEFORE = 6;

function commonLength(texts: readonly (readonly string[])[]): number {
  const [first = [], ...others] = texts;
  let length = 0;
  while (length < first.length && others.every((one) => one[length] === first[length])) length += 1;
  return length;
}

/** Texts of one beginning that are cut in it instead of at their ends. */
function cutWithin(texts: readonly string[], max: number): string[] {
  const characters = texts.map((one) => [...one]);
  const from = Math.max(LEAD, commonLength(characters) - BEFORE);
  const rests = shortened(
    characters.map((one) => one.slice(from).join('')),
    max - LEAD - 1,
  );
  return characters.map((one, n) => `${one.slice(0, LEAD).join('')}…${rests[n]}`);
}

/** The long ones among different texts, in groups of one beginning in which cut ends would leave the same of some. */
function alike(texts: readonly string[], max: number): string[][] {
  const groups = new Map<string, string[]>();
  for (const text of new Set(texts)) {
    const characters = [...text];
    if (characters.length <= max) continue;
    const lead = characters.slice(0, LEAD).join('');
    groups.set(lead, [...(groups.get(lead) ?? []), text]);
  }
  const heads = (group: string[]) => new Set(group.map((text) => clip(text, max)));
  return [...groups.values()].filter((group) => heads(group).size < group.length);
}

/**
 * Texts to choose between, each of at most `max` characters: where the beginnings of long ones are alike, what tells them
 * apart is kept.
 */
export function shortened(texts: readonly string[], max: number): string[] {
  const instead = new Map<string, string>();
  for (const group of max < 3 * LEAD ? [] : alike(texts, max)) {
    const cut = cutWithin(group, max);
    for (const [n, text] of group.entries()) instead.set(text, cut[n] ?? text);
  }
  return texts.map((text) => instead.get(text) ?? clip(text, max));
}

/** The same of words, which each reader tells apart. */
export function shortenedWords(words: readonly Words[], max: number): Words[] {
  const texts = inEachLanguage((language) =>
    shortened(
      words.map((one) => wordsIn(one, language)),
      max,
    ),
  );
  return words.map((one, n) => eachLanguage((language) => texts[language][n] ?? wordsIn(one, language)));
}
