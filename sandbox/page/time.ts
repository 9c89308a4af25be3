import { type Delivery, RETRY_AFTER_MS } from '../platform/index.ts';
import { offsetMinutes } from '../platform/time-zone.ts';

/** When the next event that has failed is sent again (Unix ms); undefined when none waits. */
export function nextRetry(deliveries: readonly Delivery[]): number | undefined {
  const due = deliveries.flatMap(({ state, attempts }) => {
    const inTurn = attempts.filter(({ early }) => !early);
    const last = inTurn.at(-1);
    const wait = RETRY_AFTER_MS[inTurn.length - 1];
    return state === 'waiting' && last && wait !== undefined ? [last.at + last.ms + wait] : [];
  });
  return due.length === 0 ? undefined : Math.min(...due);
}

const offsetMs = (timezone: string, at: number) => offsetMinutes(timezone, at) * 60_000;

const DAY_MS = 86_400_000;

/** The Unix time (ms) of a time of the next day in a time zone. */
export function tomorrowAt(hour: number, minute: number, timezone: string, now: number): number {
  const localMidnight = Math.floor((now + offsetMs(timezone, now)) / DAY_MS) * DAY_MS;
  const local = localMidnight + DAY_MS + (hour * 60 + minute) * 60_000;
  const guess = local - offsetMs(timezone, now);
  return local - offsetMs(timezone, guess);
}
