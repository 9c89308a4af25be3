import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { dayKind } from '../../../lib/holidays.ts';
import { addDays, type LocalDate, localDate, weekday } from './local-date.ts';

/** When a person wants the digest. */
export interface Schedule {
  /** Of the day, on the person's clock. */
  minute: number;
  /** 1 (Monday) to 7. */
  days: readonly number[];
  timezone: string;
  /** The country whose holidays have none, and whose make-up workdays have one; undefined for none. */
  calendar?: string | undefined;
  /** The day on which it goes on again. */
  pausedUntil?: LocalDate | undefined;
}

/** Sending times lie up to this far to either side of the chosen one. */
const SPREAD_SECONDS = 5 * 60;
const DAY_SECONDS = 24 * 3_600;

/**
 * When the digest of a day is due (Unix ms); undefined when that day has none. The times of different people spread over
 * some minutes, stable for each, and never fall on a full or half hour, when everybody's messages go out. A time that
 * the clocks skip comes as much later; of one that they show twice, the first counts.
 */
export function sendTime(date: LocalDate, schedule: Schedule, person: string): number | undefined {
  if (!isSendingDay(date, schedule)) return undefined;
  if (schedule.pausedUntil !== undefined && date < schedule.pausedUntil) return undefined;
  const seconds = offTheHour(clamp(schedule.minute * 60 + spreadOf(person)));
  const wall = DateTime.fromISO(date, { zone: schedule.timezone }).set({
    hour: Math.floor(seconds / 3_600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  });
  return Math.min(...wall.getPossibleOffsets().map((moment) => moment.toMillis()));
}

const WORKDAYS = [1, 2, 3, 4, 5];

/** A make-up workday is one of the working days for whoever has the digest on any of them. */
function isSendingDay(date: LocalDate, { days, calendar }: Pick<Schedule, 'days' | 'calendar'>): boolean {
  const kind = calendar === undefined ? undefined : dayKind(calendar, date);
  if (kind === 'make-up workday') return WORKDAYS.some((day) => days.includes(day));
  return kind !== 'holiday' && days.includes(weekday(date));
}

/** The first sending time after a moment; undefined when there is none within a year. */
export function nextSend(now: number, schedule: Schedule, person: string): number | undefined {
  const today = localDate(now, schedule.timezone);
  const first =
    schedule.pausedUntil !== undefined && schedule.pausedUntil > today ? schedule.pausedUntil : today;
  for (let ahead = 0; ahead < 366; ahead++) {
    const at = sendTime(addDays(first, ahead), schedule, person);
    if (at !== undefined && at > now) return at;
  }
  return undefined;
}

/**
 * The day whose digest is due now: today's once its time has come, however late. Those of days past are not made up for.
 */
export function dueDate(now: number, schedule: Schedule, person: string): LocalDate | undefined {
  const today = localDate(now, schedule.timezone);
  const at = sendTime(today, schedule, person);
  return at !== undefined && at <= now ? today : undefined;
}

/** Seconds before or after the chosen time. */
function spreadOf(person: string): number {
  const hash = createHash('sha256').update(person).digest().readUInt32BE(0);
  return (hash % (2 * SPREAD_SECONDS)) - SPREAD_SECONDS;
}

const clamp = (seconds: number) => Math.max(0, Math.min(DAY_SECONDS - 1, seconds));

function offTheHour(seconds: number): number {
  return seconds % 1_800 < 60 ? seconds + 60 : seconds;
}
