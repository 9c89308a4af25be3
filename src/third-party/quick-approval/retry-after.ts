/**
 * How long an answer asks to wait, ms: its `Retry-After` has seconds or a date. Undefined where it names no time to come.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
  const text = String(header ?? '').trim();
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : / GMT$/.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return ms > 0 ? ms : undefined;
}
