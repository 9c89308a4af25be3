import { inEachLanguage, type Language } from '../lib/language.ts';
import { eachLanguage, type Words } from '../lib/words.ts';

const TAG: Readonly<Record<Language, string>> = { zh_cn: 'zh-CN', en_us: 'en-US', ja_jp: 'ja-JP' };

/** No more digits than a number has: what is shown is what was filled in. */
const DIGITS = 20;

/** What makes words of values, made once: to make it takes long. */
const ways = inEachLanguage((language) => ({
  number: new Intl.NumberFormat(TAG[language], { maximumFractionDigits: DIGITS }),
  days: new Intl.NumberFormat(TAG[language], {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 2,
  }),
  day: new Intl.DateTimeFormat(TAG[language], {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }),
  half: new Intl.DateTimeFormat(TAG[language], { hour: 'numeric', hour12: true, timeZone: 'UTC' }),
}));

/** `36,000` */
export const numberWords = (value: number): Words =>
  eachLanguage((language) => ways[language].number.format(value));

/** `¥36,000` in Chinese, `CN¥36,000` in English; with two places where it has some, as money is written. */
export function amountWords(value: number, currency: string): Words {
  const places = Number.isInteger(value) ? 0 : 2;
  const style = {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: DIGITS,
  } as const;
  return eachLanguage((language) =>
    /^[A-Z]{3}$/.test(currency)
      ? new Intl.NumberFormat(TAG[language], style).format(value)
      : `${ways[language].number.format(value)} ${currency}`.trim(),
  );
}

/** `3 days` */
export const daysWords = (days: number): Words =>
  eachLanguage((language) => ways[language].days.format(days));

/** A day, `YYYY-MM-DD`, and what follows it: nothing, a half of it, or a time `HH:mm`. */
export function dayWords(date: string, half?: 'AM' | 'PM', time?: string): Words {
  const at = new Date(`${date}T${half === 'PM' ? '13' : '09'}:00:00Z`);
  return eachLanguage((language) => {
    const { day, half: halves } = ways[language];
    const period = half && halves.formatToParts(at).find(({ type }) => type === 'dayPeriod')?.value;
    return [day.format(at), period, time].filter(Boolean).join(' ');
  });
}

/** From one to the other and how long that is, `Dec 1, 2026 – Dec 3, 2026 (3 days)`. */
export const intervalWords = (start: Words, end: Words, days: number): Words => {
  const [from, to, length] = [start, end, daysWords(days)].map((words) =>
    typeof words === 'string' ? inEachLanguage(() => words) : words,
  );
  return eachLanguage((language) => {
    const between = `${from?.[language]} – ${to?.[language]}`;
    return language === 'en_us'
      ? `${between} (${length?.[language]})`
      : `${between}（${length?.[language]}）`;
  });
};
