import { type FormValue, objectOf } from './form-values.ts';

/** No part of a summary is longer. */
const PART = 40;
const number = /^[+-]?\d{1,20}(?:\.\d{1,10})?$/;
const day = /^\d{4}-\d{2}-\d{2}/;

/** One line of at most so many characters, the last an ellipsis if there were more. */
export function oneLine(text: string, max: number): string {
  const begin = text.slice(0, 4 * max);
  const characters = [...begin.replace(/[\s\p{Cc}]+/gu, ' ').trim()];
  if (characters.length <= max && begin.length === text.length) return characters.join('');
  return `${characters.slice(0, max - 1).join('')}…`;
}

/** What a field holds as text; empty for what is no text. */
export const textOf = ({ value }: Pick<FormValue, 'value'>): string =>
  typeof value === 'string' || typeof value === 'number' ? oneLine(String(value), PART) : '';

/** A number as decimal digits, exactly as it was given; undefined for what is none. */
export function digitsOf({ value }: Pick<FormValue, 'value'>): string | undefined {
  const given = objectOf(value).value ?? value;
  const text = typeof given === 'number' ? String(given) : typeof given === 'string' ? given : '';
  const digits = text.slice(0, 40).replaceAll(',', '').trim();
  return number.test(digits) ? digits : undefined;
}

const plain = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 4 });
/** Takes digits as they are: a JavaScript number would round them. */
const formatted = (format: Intl.NumberFormat, digits: string) => format.format(digits as `${number}`);

export const shownNumber = (digits: string): string => formatted(plain, digits);

/** `¥36,000`, `US$12.50`: the same for every reader, so that no two currencies look alike. */
export function shownAmount(digits: string, currency: string | undefined): string {
  if (!currency) return shownNumber(digits);
  const cents = /\.0*$/.test(digits) || !digits.includes('.') ? 0 : 2;
  const shape = { minimumFractionDigits: cents, maximumFractionDigits: 2 };
  return formatted(new Intl.NumberFormat('zh-CN', { style: 'currency', currency, ...shape }), digits);
}

/** `2026-06-01`, or `2026-06-01 – 06-03`; undefined where there is no day. */
export function shownDays(from: unknown, to: unknown = from): string | undefined {
  const [start, end] = [dayOf(from), dayOf(to)];
  if (!start || !end || start === end) return start ?? end;
  return `${start} – ${start.slice(0, 4) === end.slice(0, 4) ? end.slice(5) : end}`;
}

/** The day as whoever filled it in has written it, in whichever time zone that was. */
const dayOf = (value: unknown) => (typeof value === 'string' ? day.exec(value)?.[0] : undefined);

/** What was ticked, side by side. */
export function shownChoices({ value }: Pick<FormValue, 'value'>): string {
  const all = Array.isArray(value) ? value : [value];
  const texts = all.slice(0, 5).map((one) => textOf({ value: objectOf(one).text ?? one }));
  return oneLine(texts.filter((text) => text !== '').join('、'), PART);
}
