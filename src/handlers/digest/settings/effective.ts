import type { DigestChoice } from '../../../store/tables/digest-settings.ts';
import type { DigestDefaults } from '../deps.ts';
import { localDate } from '../schedule/local-date.ts';
import { nextSend, type Schedule } from '../schedule/schedule.ts';

/** When this person gets the digest, chosen or by default. */
export function scheduleOf(choice: DigestChoice, defaults: DigestDefaults): Schedule {
  return {
    minute: choice.minute ?? defaults.minute,
    days: choice.days ?? defaults.days,
    timezone: choice.timezone ?? defaults.timezone,
    calendar: choice.calendar === 'none' ? undefined : (choice.calendar ?? defaults.calendar),
    pausedUntil: choice.pausedUntil,
  };
}

export function isOn(choice: DigestChoice, defaults: DigestDefaults): boolean {
  return (choice.enabled ?? defaults.enabled) && choice.stopped === undefined;
}

/**
 * The next time by these settings (Unix ms), undefined when the digest is off. Today's time counts while it is ahead: an
 * earlier time than now means tomorrow's.
 */
export function nextTime(choice: DigestChoice, defaults: DigestDefaults, now: number): number | undefined {
  return isOn(choice, defaults) ? nextSend(now, scheduleOf(choice, defaults), choice.openId) : undefined;
}

/** The day it is for this person. */
export function todayOf(choice: DigestChoice, defaults: DigestDefaults, now: number): string {
  return localDate(now, scheduleOf(choice, defaults).timezone);
}
