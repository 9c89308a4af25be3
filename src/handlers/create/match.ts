import { pinyin } from 'pinyin-pro';

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/** A name as it can be searched for: itself, the initials of its pinyin, and its pinyin in full. */
function spellings(name: string): string[] {
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('');
  const full = pinyin(name, { toneType: 'none', type: 'array' }).join('');
  return [name, initials, full].map(plain);
}

/** Those whose name, pinyin or pinyin initials contain the words; all of them for no words. */
export function matching<T extends { name: string }>(offered: T[], words: string): T[] {
  const wanted = plain(words);
  if (wanted === '') return offered;
  return offered.filter(({ name }) => spellings(name).some((spelling) => spelling.includes(wanted)));
}
