import { me } from '../store.ts';

/** A number as its column's format says: decimals, thousands, a sign before it. */
export function cellNumber(value: number, format: Readonly<Record<string, unknown>>): string {
  const digits = typeof format.precision === 'number' ? format.precision : undefined;
  const shown = new Intl.NumberFormat('en', {
    useGrouping: format.separator === true,
    ...(digits !== undefined && { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    ...(digits === undefined && { maximumFractionDigits: 10 }),
  }).format(value);
  return `${typeof format.symbol === 'string' ? format.symbol : ''}${shown}`;
}

/** A Unix time (ms) in a pattern such as `YYYY/MM/DD HH:mm`, where the reader lives. */
export function cellDate(ms: number, pattern = 'YYYY/MM/DD'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: me.value?.timezone ?? 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const values: Record<string, string> = {
    YYYY: part('year'),
    MM: part('month'),
    DD: part('day'),
    HH: part('hour'),
    mm: part('minute'),
    ss: part('second'),
  };
  return pattern.replace(/YYYY|MM|DD|HH|mm|ss/g, (name) => values[name] ?? name);
}
