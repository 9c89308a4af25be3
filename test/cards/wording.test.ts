import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cardsFolder } from './examples.ts';

const textsIn = (language: string): [key: string, text: string][] =>
  Object.entries(JSON.parse(readFileSync(join(cardsFolder, 'text', `${language}.json`), 'utf8')));

/** The texts that a pattern is found in, by their keys. */
const found = (language: string, pattern: RegExp, except: readonly string[] = []) =>
  textsIn(language).flatMap(([key, text]) =>
    pattern.test(text) && !except.includes(key) ? [`${key}: ${text}`] : [],
  );

const KANA_OR_KANJI = '[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]';
const HALF_WIDTH = '[A-Za-z0-9{}]';

describe('The texts for people', () => {
  it('have a space between Japanese and half-width characters, as in Feishu itself', () => {
    const glued = new RegExp(`${KANA_OR_KANJI}${HALF_WIDTH}|${HALF_WIDTH}${KANA_OR_KANJI}`, 'u');
    expect(found('ja_jp', glued)).toEqual([]);
  });

  it('count people in Japanese with 名, and call a CC what Feishu calls it', () => {
    expect(found('ja_jp', /[\d}] ?人/)).toEqual([]);
    expect(found('ja_jp', /共有/, ['help.aliases'])).toEqual([]);
  });

  it('have one kind of apostrophe in English', () => {
    expect(found('en_us', /’/)).toEqual([]);
  });
});
