import { expect, it } from 'vitest';
import { LANGUAGES } from '../../src/lib/language.ts';
import { type Words, wordsIn } from '../../src/lib/words.ts';
import { amountWords, dayWords, intervalWords, numberWords } from '../../src/wording/values.ts';

const [noon, time] = [dayWords('2026-12-02', 'PM'), dayWords('2026-12-02', undefined, '09:30')];

it.each<[Words, zh: string, en: string, ja: string]>([
  [numberWords(1234567.25), '1,234,567.25', '1,234,567.25', '1,234,567.25'],
  [numberWords(0.3), '0.3', '0.3', '0.3'],
  [amountWords(36_000, 'CNY'), '¥36,000', 'CN¥36,000', '元36,000'],
  [amountWords(1200.5, 'USD'), 'US$1,200.50', '$1,200.50', '$1,200.50'],
  [amountWords(36_000, 'JPY'), 'JP¥36,000', '¥36,000', '￥36,000'],
  [amountWords(1.005, 'EUR'), '€1.005', '€1.005', '€1.005'],
  // Feishu's own list of currencies has one that does not exist.
  [amountWords(5, 'KBW'), 'KBW 5', 'KBW 5', 'KBW 5'],
  [amountWords(5, ''), '5', '5', '5'],
  [dayWords('2026-12-02'), '2026年12月2日', 'Dec 2, 2026', '2026年12月2日'],
  [dayWords('2026-12-02', 'AM'), '2026年12月2日 上午', 'Dec 2, 2026 AM', '2026年12月2日 午前'],
  [noon, '2026年12月2日 下午', 'Dec 2, 2026 PM', '2026年12月2日 午後'],
  [time, '2026年12月2日 09:30', 'Dec 2, 2026 09:30', '2026年12月2日 09:30'],
  [
    intervalWords(noon, dayWords('2026-12-03', 'PM'), 1.5),
    '2026年12月2日 下午 – 2026年12月3日 下午（1.5天）',
    'Dec 2, 2026 PM – Dec 3, 2026 PM (1.5 days)',
    '2026年12月2日 午後 – 2026年12月3日 午後（1.5 日）',
  ],
])('%j', (words, ...expected) => {
  // Versions of ICU differ in which space they take.
  const shown = LANGUAGES.map((language) =>
    wordsIn(words, language).replace(/\s/gu, ' ').replace('元 ', '元'),
  );
  expect(shown).toEqual(expected);
});
