import { type LocalDate, readDate } from '../schedule/local-date.ts';
import type { Change } from './save.ts';

/** What the form of the settings card holds, as settings; fields that are missing or can't be are left as they were. */
export function readSettingsForm(
  form: Record<string, unknown>,
  known: { timezone: string | undefined; today: LocalDate },
): Change {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(text(form.time)) ?? [];
  const days = texts(form.days).map(Number);
  const paused = readDate(text(form.pause).slice(0, 10));
  const zone = text(form.timezone) === 'auto' ? known.timezone : text(form.timezone);
  return {
    ...(hour && minute ? { minute: Number(hour) * 60 + Number(minute) } : {}),
    ...(days.length > 0 ? { days: days.filter((day) => day >= 1 && day <= 7).sort() } : {}),
    ...(zone && isZone(zone) ? { timezone: zone } : {}),
    ...count('moreThan', form.more_than),
    ...count('olderThan', form.older_than),
    muted: texts(form.muted),
    pausedUntil: paused && paused > known.today ? paused : undefined,
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
const count = (field: 'moreThan' | 'olderThan', value: unknown): Change =>
  /^\d{1,3}$/.test(text(value)) ? { [field]: Number(value) } : {};

/** A zone that this Node knows: a client may name one that it does not. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
