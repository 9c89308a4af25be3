import { textOf } from '../../../dispatch/click.ts';
import { isTimeZone } from '../../../lib/time-zone.ts';
import { type LocalDate, readDate } from '../schedule/local-date.ts';
import type { Change } from './save.ts';

/** A client that sends nothing of what is folded has left it as it was; what is emptied may be missing as well. */
const FOLDED = ['timezone', 'more_than', 'older_than', 'muted', 'pause'];

/** What the form of the settings card holds, as settings; fields that are missing or can't be are left as they were. */
export function readSettingsForm(
  form: Record<string, unknown>,
  known: { timezone: string | undefined; today: LocalDate; calendars: readonly string[] },
): Change {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(textOf(form.time)) ?? [];
  const days = texts(form.days).map(Number);
  const paused = readDate(textOf(form.pause).slice(0, 10));
  const calendar = textOf(form.calendar);
  const zone = textOf(form.timezone) === 'auto' ? known.timezone : textOf(form.timezone);
  return {
    ...(hour && minute ? { minute: Number(hour) * 60 + Number(minute) } : {}),
    ...(days.length > 0 ? { days: days.filter((day) => day >= 1 && day <= 7).sort() } : {}),
    ...(zone && isTimeZone(zone) ? { timezone: zone } : {}),
    ...(known.calendars.includes(calendar) ? { calendar } : {}),
    ...count('moreThan', form.more_than),
    ...count('olderThan', form.older_than),
    ...(FOLDED.some((name) => name in form) && {
      muted: texts(form.muted),
      pausedUntil: paused && paused > known.today ? paused : undefined,
    }),
  };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf).filter(Boolean) : []);
const count = (field: 'moreThan' | 'olderThan', value: unknown): Change =>
  /^\d{1,3}$/.test(textOf(value)) ? { [field]: Number(value) } : {};
