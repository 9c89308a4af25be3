import { createRequire } from 'node:module';
import { z } from 'zod';

/** What the calendar of a country says of a day against its weekday; undefined for an ordinary one. */
export type DayKind = 'holiday' | 'make-up workday' | undefined;

type Year = ReadonlyMap<string, DayKind>;

const load = createRequire(import.meta.url);
const days = z.record(z.string(), z.string());
const announced = z.object({ holidays: days, workdays: days });
const country = z.object({ date: z.string(), type: z.string(), start: z.date(), end: z.date() });
const DAY_MS = 86_400_000;

const years = new Map<string, Year>();

/** The days of a year that are not what their weekday says; none when the data do not have that year. */
function yearOf(calendar: string, year: string): Year {
  const key = `${calendar}-${year}`;
  const known = years.get(key) ?? (calendar === 'CN' ? announcedIn(year) : computed(calendar, year));
  years.set(key, known);
  return known;
}

/** Mainland China: holidays and make-up workdays are announced each November for the next year. */
function announcedIn(year: string): Year {
  const { holidays, workdays } = announced.parse(load('chinese-days/dist/chinese-days.json'));
  const of = (kind: DayKind, dates: object) =>
    Object.keys(dates)
      .filter((date) => date.startsWith(`${year}-`))
      .map((date) => [date, kind] as const);
  return new Map([...of('holiday', holidays), ...of('make-up workday', workdays)]);
}

/** Elsewhere they follow from rules. */
function computed(calendar: string, year: string): Year {
  const Holidays = load('date-holidays');
  const found = z.array(country).parse(new Holidays(calendar).getHolidays(Number(year)));
  const dates = found
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => {
      const first = Date.parse(`${date.slice(0, 10)}T00:00Z`);
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
      return Array.from({ length }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10));
    });
  return new Map(dates.map((date) => [date, 'holiday']));
}

/** What a day (`2026-10-01`) is by the calendar of a country (`CN`). */
export const dayKind = (calendar: string, date: string): DayKind =>
  yearOf(calendar, date.slice(0, 4)).get(date);

/** Whether the data have a year: if not, all its days count as ordinary. */
export const hasYear = (calendar: string, year: number): boolean => yearOf(calendar, String(year)).size > 0;

/** Whether there is a calendar of this country. */
export function isCalendar(name: string): boolean {
  if (!/^[A-Z]{2}$/.test(name)) return false;
  if (name === 'CN') return true;
  const Holidays = load('date-holidays');
  return Object.hasOwn(new Holidays().getCountries(), name);
}
