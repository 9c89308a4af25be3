import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const RELATIVE = /^([+-])(\d+)([smhd])$/;

/** Whether a text is a time as the world file writes it. */
export function isMoment(text: string): boolean {
  return text === 'now' || RELATIVE.test(text) || !Number.isNaN(Date.parse(text));
}

/** A time in the world file: `now`, relative to the start of the sandbox (`-2h`, `-3d`), or ISO 8601. */
export const moment = z
  .string()
  .refine(
    isMoment,
    'write "now", a time before the start such as "-2h" or "-3d" (s, m, h, d), or an ISO 8601 time',
  );

/** The Unix time in milliseconds that a moment means when the sandbox starts at `start`. */
export function resolveMoment(text: string, start: number): number {
  if (text === 'now') return start;
  const [, sign, amount, unit] = RELATIVE.exec(text) ?? [];
  if (sign === undefined) return Date.parse(text);
  return start + (sign === '-' ? -1 : 1) * Number(amount) * (UNITS[unit ?? ''] ?? 0);
}
