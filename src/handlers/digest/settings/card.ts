import type { Tx } from '../../../store/db.ts';
import { definitionsCopiedTo } from '../../../store/tables/cc-instances.ts';
import type { DigestChoice } from '../../../store/tables/digest-settings.ts';
import { namesOfDefinitions } from '../../../wording/names.ts';
import type { DigestDefaults, SettingsDeps } from '../deps.ts';
import { noonOf } from '../schedule/local-date.ts';
import { isOn, scheduleOf, todayOf } from './effective.ts';

/** Zones that are offered besides the person's own. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Asia/Dubai',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
];

/** The card on which a person sets up the digest. */
export async function settingsCard(
  tx: Pick<Tx, 'all'>,
  { cards, defaults, clock }: SettingsDeps,
  choice: DigestChoice,
): Promise<object> {
  const schedule = scheduleOf(choice, defaults);
  const copied = await definitionsCopiedTo(tx, choice.openId);
  const nameOf = await namesOfDefinitions(
    tx,
    copied.map(({ code }) => code),
  );
  const known = copied.map(({ code, name }) => ({ code, name: nameOf(code, name) }));
  const { pausedUntil = '' } = choice;
  const paused = pausedUntil > todayOf(choice, defaults, clock.now()) ? pausedUntil : null;
  return cards.card('digest-settings', {
    owner: choice.openId,
    on: isOn(choice, defaults),
    time: timeText(schedule.minute),
    days: schedule.days.map(String),
    timezone: schedule.timezone,
    zones: [...new Set([schedule.timezone, ...ZONES])],
    chosenZone: choice.timezone ?? 'auto',
    calendar: schedule.calendar ?? 'none',
    calendars: offeredCalendars(defaults),
    moreThan: String(choice.moreThan),
    olderThan: String(choice.olderThan),
    definitions: known,
    muted: choice.muted.filter((code) => known.some((one) => one.code === code)),
    nextAt: choice.nextAt ?? null,
    pausedUntil: paused ? noonOf(paused, schedule.timezone) : null,
    pausedDate: paused,
  });
}

/** Whose holidays a person can choose, and nobody's. */
export const offeredCalendars = ({ calendar }: Pick<DigestDefaults, 'calendar'>): string[] => [
  ...new Set(['none', ...(calendar === undefined ? [] : [calendar]), 'CN', 'JP']),
];

/** `08:30` */
export function timeText(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
