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
