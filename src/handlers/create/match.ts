import { match } from 'pinyin-pro';
import { anyReads, type Words } from '../../lib/words.ts';

/** Without what spellings of the same words differ in. */
export const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/** Whether the words are a part of the name, or its pinyin or initials in a row, whichever way a character is read. */
function fits(name: string, wanted: string): boolean {
  return plain(name).includes(wanted) || match(plain(name), wanted, { continuous: true }) !== null;
}

/** Those whose name the words find; all of them for no words. */
export function matching<T extends { name: Words }>(offered: T[], words: string): T[] {
  const wanted = plain(words);
  return wanted === '' ? offered : offered.filter(({ name }) => anyReads(name, (text) => fits(text, wanted)));
}
