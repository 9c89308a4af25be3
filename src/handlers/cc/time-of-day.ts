/** `14:05` where the person is; a zone that this Node does not know counts as Shanghai's. */
export function timeOfDay(ms: number, timezone = 'Asia/Shanghai'): string {
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...style, timeZone: timezone }).format(ms);
  } catch {
    return timeOfDay(ms);
  }
}
