import { hasYear } from '../../../lib/holidays.ts';
import { calendarsChosen } from '../../../store/tables/digest-settings.ts';
import type { DigestDeps } from '../deps.ts';
import { localDate } from './local-date.ts';

/** China announces the next year in November; from then on it is missed. */
const MISSED_FROM = '-12-01';

/** Says of which years the holidays are not known, while there is time to update the program. */
export function missingYears({
  db,
  clock,
  defaults,
  log,
}: Pick<DigestDeps, 'db' | 'clock' | 'defaults' | 'log'>): () => Promise<void> {
  return async () => {
    const today = localDate(clock.now(), defaults.timezone);
    const year = Number(today.slice(0, 4));
    const years = today.slice(4) >= MISSED_FROM ? [year, year + 1] : [year];
    const calendars = new Set(await calendarsChosen(db));
    if (defaults.calendar !== undefined) calendars.add(defaults.calendar);
    for (const calendar of calendars)
      for (const missing of years.filter((one) => !hasYear(calendar, one)))
        log.warn(
          { calendar, year: missing },
          'the holidays of this year are not known: all its days count as ordinary for the digest until the program is updated',
        );
  };
}
