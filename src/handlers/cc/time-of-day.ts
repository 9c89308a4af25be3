import { isTimeZone } from '../../lib/time-zone.ts';

/** `14:05` where the person is; a zone that this Node does not know counts as Shanghai's. */
export function timeOfDay(ms: number, timezone = ''): string {
  const timeZone = isTimeZone(timezone) ? timezone : 'Asia/Shanghai';
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', style).format(ms);
}
