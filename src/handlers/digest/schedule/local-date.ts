import { DateTime } from 'luxon';

/** A day in somebody's time zone: `2026-05-20`. Sorts as text. */
export type LocalDate = string;

const ISO = 'yyyy-MM-dd';

/** The day that it is somewhere at a moment (Unix ms). */
export function localDate(at: number, timezone: string): LocalDate {
  return DateTime.fromMillis(at, { zone: timezone }).toFormat(ISO);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat(ISO);
}

/** 1 (Monday) to 7. */
export function weekday(date: LocalDate): number {
  return DateTime.fromISO(date, { zone: 'utc' }).weekday;
}

/** The first Monday after a day. */
export function nextMonday(date: LocalDate): LocalDate {
  return addDays(date, 8 - weekday(date));
}

/** A day of the calendar, written `2026-05-20`; undefined for anything else. */
export function readDate(text: string): LocalDate | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid
    ? text
    : undefined;
}

/** Noon of a day, Unix ms: a moment that is that day for whoever reads it there. */
export function noonOf(date: LocalDate, timezone: string): number {
  return DateTime.fromISO(`${date}T12:00`, { zone: timezone }).toMillis();
}
