import type { Logger } from 'pino';
import { type Clock, MINUTE_MS } from '../clock.ts';

/** A single answer may have waited somewhere; of so many the one in the middle did not. */
const SAMPLES = 15;
/** What a clock that is kept right does not differ by. */
const NOTABLE_MS = MINUTE_MS;

export interface PlatformTime {
  /** Takes the `Date` header of an answer that has just come. It knows no fractions: a message seems younger, never older. */
  heard(date: unknown): void;
  /** Unix ms by Feishu's clock, up to a second less; undefined until an answer came. */
  now(): number | undefined;
  /** How far it is ahead of the bot's, ms. */
  aheadMs(): number;
}

/**
 * Feishu's time, by the answers of its API: its messages carry that time, and this machine's may be wrong. The signature of
 * an event tells less, since one that is delivered again may carry the time of hours ago.
 */
export function platformTime(
  clock: Pick<Clock, 'now' | 'steady'>,
  log: Pick<Logger, 'warn' | 'info'>,
): PlatformTime {
  const samples: number[] = [];
  let isOff = false;
  const now = () => {
    const middle = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)];
    return middle === undefined ? undefined : middle + clock.steady();
  };
  const aheadMs = () => (now() ?? clock.now()) - clock.now();
  const tell = () => {
    const ahead = aheadMs();
    const wasOff = isOff;
    isOff = Math.abs(ahead) >= NOTABLE_MS;
    const measured = { feishu_ahead_s: Math.round(ahead / 1_000) };
    if (isOff && !wasOff)
      log.warn(measured, "the clock of this machine differs from Feishu's: check that NTP keeps it right");
    if (wasOff && !isOff) log.info(measured, "the clock of this machine agrees with Feishu's again");
  };
  return {
    heard(date) {
      const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
      if (Number.isNaN(at)) return;
      samples.push(at - clock.steady());
      if (samples.length > SAMPLES) samples.shift();
      tell();
    },
    now,
    aheadMs,
  };
}
