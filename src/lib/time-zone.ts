/** `14:05` where the person is; a zone that this Node does not know counts as Shanghai's. */
export function timeOfDay(ms: number, timezone = ''): string {
  const timeZone = isTimeZone(timezone) ? timezone : 'Asia/Shanghai';
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', style).format(ms);
}

/** Whether this Node knows a time zone of this IANA name: a client may name one that it does not. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** A time zone as IANA spells it, whatever the case in which it is named; undefined for none that this Node knows. */
export const timeZoneNamed = (name: string): string | undefined =>
  isTimeZone(name) ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : undefined;
