import { LOCAL_TIME_FORMATS } from '../markdown/local-time.ts';
import type { Language } from '../page/protocol.ts';
import { clockAhead, language, me, t } from './store.ts';

const locale = () => language.value.replace('_', '-');
const zone = () => me.value?.timezone ?? 'Asia/Shanghai';

/** Making one takes long, and a chat asks for one with every message. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(ms: number, options: Intl.DateTimeFormatOptions, language = locale()): string {
  const key = `${language} ${zone()} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known.format(ms);
  const made = new Intl.DateTimeFormat(language, { timeZone: zone(), ...options });
  formats.set(key, made);
  return made.format(ms);
}

/** The time of the sandbox now, in Unix milliseconds. */
export const now = (): number => Date.now() + clockAhead.value;

export const timeOfDay = (ms: number): string =>
  formatted(ms, { hour: '2-digit', minute: '2-digit', hour12: false });
export const withSeconds = (ms: number): string =>
  formatted(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
export const dayOf = (ms: number): string =>
  formatted(ms, { year: 'numeric', month: '2-digit', day: '2-digit' });
export const dateAndTime = (ms: number): string =>
  formatted(ms, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });

/** As a conversation shows when something was: the time today, else the day. */
export function whenShort(ms: number): string {
  if (dayOf(ms) === dayOf(now())) return timeOfDay(ms);
  if (dayOf(ms) === dayOf(now() - 86_400_000)) return t('yesterday');
  return formatted(ms, { month: 'short', day: 'numeric' });
}

/** As it stands between messages. */
export function whenLong(ms: number): string {
  if (dayOf(ms) === dayOf(now())) return timeOfDay(ms);
  if (dayOf(ms) === dayOf(now() - 86_400_000)) return `${t('yesterday')} ${timeOfDay(ms)}`;
  return dateAndTime(ms);
}

/** A `<local_datetime>` of a card: in the reader's language and time zone. */
export function localTime(ms: number, format: string, readIn: Language): string {
  const options = LOCAL_TIME_FORMATS[format] ?? LOCAL_TIME_FORMATS.date_num ?? {};
  return Number.isFinite(ms) ? formatted(ms, options, readIn.replace('_', '-')) : '';
}
