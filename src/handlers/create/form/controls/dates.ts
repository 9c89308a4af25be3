import type { FormHintKey } from '../../../../cards/keys.ts';
import type { Precision } from '../../../../feishu/definition-json.ts';
import { DAY_MS } from '../../../../lib/clock.ts';
import type { Words } from '../../../../lib/words.ts';
import { dayWords, intervalWords } from '../../../../wording/values.ts';
import { type Family, type Field, given, left, wrong } from '../control.ts';
import { type Filled, textIn } from '../filled.ts';
import type { WidgetOf } from '../widget.ts';

const picked = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?(?: ?([+-])(\d{2}):?(\d{2}))?$/;

interface Moment {
  /** RFC 3339, in the time zone in which the person picked it. */
  rfc3339: string;
  /** Unix ms. */
  at: number;
  shown: Words;
}

/**
 * What a card's picker returned: `2024-04-29 07:07 +0800`, without a time for a day. A half of a day is its first or
 * thirteenth hour: before noon counts as the morning. Without an offset it counts as Shanghai's.
 */
function momentIn(text: string, precision: Precision, half: string): Moment | undefined {
  const match = picked.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, sign = '+', zoneHour = '08', zoneMinute = '00'] = match;
  const date = `${year}-${month}-${day}`;
  const time =
    precision === 'minute' ? `${hour ?? '00'}:${minute ?? '00'}` : half === 'PM' ? '12:00' : '00:00';
  const rfc3339 = `${date}T${time}:00${sign}${zoneHour}:${zoneMinute}`;
  const at = Date.parse(rfc3339);
  if (Number.isNaN(at) || !exists(date)) return undefined;
  return { rfc3339, at, shown: shownMoment(precision, date, half === 'PM' ? 'PM' : 'AM', time) };
}

function shownMoment(precision: Precision, date: string, half: 'AM' | 'PM', time: string): Words {
  if (precision === 'half') return dayWords(date, half);
  return precision === 'day' ? dayWords(date) : dayWords(date, undefined, time);
}

/** `2026-02-30` is read as a day of March by some engines. */
function exists(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

const days = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;
const times = / (?:[01]\d|2[0-3]):[0-5]\d/;

/** What a picker takes back of what it returned: a day, with its time or without; empty for anything else. */
function initial(text: string, withTime: boolean): string {
  const day = days.exec(text)?.[0];
  const time = times.exec(text)?.[0];
  if (!day) return '';
  return withTime ? (time ? day + time : '') : day;
}

interface Hints {
  day: FormHintKey;
  minute: FormHintKey;
}

const alone: Hints = { day: 'form.hint.pick_date', minute: 'form.hint.pick_time' };
const first: Hints = { day: 'form.hint.start_date', minute: 'form.hint.start_time' };
const last: Hints = { day: 'form.hint.end_date', minute: 'form.hint.end_time' };

function picker(precision: Precision, name: string, filled: Filled, hints: Hints): Field[] {
  const text = textIn(filled, name);
  if (precision === 'minute')
    return [{ as: 'datetime', name, value: initial(text, true), hint: hints.minute }];
  const day: Field = { as: 'date', name, value: initial(text, false), hint: hints.day };
  if (precision === 'day') return [day];
  const options = [
    { value: 'AM', key: 'form.hint.morning' },
    { value: 'PM', key: 'form.hint.afternoon' },
  ] as const;
  const half = textIn(filled, `${name}#half`);
  const value = half === 'AM' || half === 'PM' ? half : '';
  const hint = 'form.hint.pick_half';
  return [day, { as: 'select', name: `${name}#half`, value, options: [...options], hint, beside: true }];
}

function read(precision: Precision, name: string, filled: Filled): Moment | 'empty' | 'wrong' {
  const text = textIn(filled, name);
  if (text === '') return 'empty';
  const half = textIn(filled, `${name}#half`);
  if (precision === 'half' && half !== 'AM' && half !== 'PM') return 'wrong';
  return momentIn(text, precision, half) ?? 'wrong';
}

export const date: Family<WidgetOf<'date'>> = {
  fields: ({ precision }, key, { filled }) => picker(precision, key, filled, alone),
  read(widget, key, { filled }) {
    const moment = read(widget.precision, key, filled);
    if (moment === 'empty') return left(widget, key);
    if (moment === 'wrong')
      return wrong(key, widget.precision === 'half' ? 'form.error.half_day' : 'form.error.date');
    return given(widget, moment.rfc3339, { text: moment.shown });
  },
};

export const interval: Family<WidgetOf<'interval'>> = {
  fields({ precision, free }, key, { filled }) {
    const start = picker(precision, `${key}#start`, filled, first);
    const end = picker(precision, `${key}#end`, filled, last);
    const side = precision === 'half' ? end : end.map((field) => ({ ...field, beside: true as const }));
    return [...start, ...side, ...(free ? [daysField(key, filled)] : [])];
  },
  read(widget, key, { filled }) {
    const start = read(widget.precision, `${key}#start`, filled);
    const end = read(widget.precision, `${key}#end`, filled);
    if (start === 'empty' && end === 'empty') return left(widget, key);
    if (typeof start === 'string' || typeof end === 'string') return wrong(key, 'form.error.interval');
    const computed = length(widget.precision, end.at - start.at);
    if (computed <= 0) return wrong(key, 'form.error.order');
    const days = daysIn(widget, key, filled, computed);
    if (days === undefined) return wrong(key, 'form.error.days');
    const value = { start: start.rfc3339, end: end.rfc3339, interval: days };
    return given(widget, value, { text: intervalWords(start.shown, end.shown, days) });
  },
};

const daysField = (key: string, filled: Filled): Field => ({
  as: 'input',
  name: `${key}#days`,
  value: textIn(filled, `${key}#days`),
  rows: 1,
  max: 10,
  hint: 'form.hint.days',
});

/** Days: whole ones count from the first to the last, halves likewise, minutes by the hours in between. */
function length(precision: Precision, ms: number): number {
  const unit = { day: 1, half: 0.5, minute: 0 }[precision];
  return ms < 0 ? 0 : Math.round((ms / DAY_MS + unit) * 100) / 100;
}

function daysIn({ free }: WidgetOf<'interval'>, key: string, filled: Filled, computed: number) {
  const typed = free ? textIn(filled, `${key}#days`).normalize('NFKC') : '';
  if (typed === '') return computed;
  return /^\d{1,4}(\.\d{1,2})?$/.test(typed) && Number(typed) > 0 ? Number(typed) : undefined;
}
