import { type Delivery, RETRY_AFTER_MS } from '../platform/index.ts';

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

function offsetMs(timezone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

const DAY_MS = 86_400_000;

/** The Unix time (ms) of a time of the next day in a time zone. */
export function tomorrowAt(hour: number, minute: number, timezone: string, now: number): number {
  const localMidnight = Math.floor((now + offsetMs(timezone, now)) / DAY_MS) * DAY_MS;
  const local = localMidnight + DAY_MS + (hour * 60 + minute) * 60_000;
  const guess = local - offsetMs(timezone, now);
  return local - offsetMs(timezone, guess);
}
