import type { Click } from '../../../dispatch/click.ts';
import { isTimeZone } from '../../../lib/time-zone.ts';
import type { Tx } from '../../../store/db.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { snooze } from '../../../store/tables/digest-snoozes.ts';
import type { DigestDeps } from '../deps.ts';
import { type LocalDate, localDate } from '../schedule/local-date.ts';
import { remindOn } from '../sending/remind.ts';
import { scheduleOf } from '../settings/effective.ts';

type Clicker = Pick<Click, 'operator' | 'timezone'>;

/** The time zone in which somebody clicks, where the client tells it. */
export const zoneOf = ({ timezone }: Pick<Click, 'timezone'>): string | undefined =>
  timezone && isTimeZone(timezone) ? timezone : undefined;

/** The day that it is where somebody clicks. */
export async function todayThere(
  tx: Pick<Tx, 'all'>,
  deps: Pick<DigestDeps, 'defaults' | 'clock'>,
  click: Clicker,
): Promise<LocalDate> {
  return localDate(deps.clock.now(), (await whenThere(tx, deps, click)).timezone);
}

/** Puts an instance off to a day, on which it comes again: in the digest, or by itself where the digest does not have it. */
export async function putOff(
  tx: Tx,
  deps: Pick<DigestDeps, 'defaults'>,
  click: Clicker,
  instanceCode: string,
  until: LocalDate,
): Promise<void> {
  const { operator: openId } = click;
  await snooze(tx, openId, instanceCode, until);
  await remindOn(tx, { openId, date: until, ...(await whenThere(tx, deps, click)) });
}

/** The time of the person's digest, by the clock of where they click. */
async function whenThere(
  tx: Pick<Tx, 'all'>,
  { defaults }: Pick<DigestDeps, 'defaults'>,
  click: Clicker,
): Promise<{ minute: number; timezone: string }> {
  const { minute, timezone } = scheduleOf(await digestChoice(tx, click.operator), defaults);
  return { minute, timezone: zoneOf(click) ?? timezone };
}
