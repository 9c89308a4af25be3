import type { Logger } from 'pino';
import { type Clock, MINUTE_MS } from '../lib/clock.ts';

/** A single answer may have waited somewhere; of so many the one in the middle did not. */
const SAMPLES = 15;
/** What a clock that is kept right does not differ by. */
const NOTABLE_MS = MINUTE_MS;

export interface PlatformTime {
  /** Takes the `Date` header of an answer that has just come. It knows no fractions: a message seems younger, never older. */
  heard(date: unknown): void;
  /** Unix ms by Feishu's clock, up to a second less; undefined until an answer came. */
  now(): number | undefined;
  /** The same, and the bot's own time where it is not known: for what is held against times that Feishu tells. */
  estimate(): number;
  /** How far it is ahead of the bot's, ms. */
  aheadMs(): number;
}

/**
 * Feishu's time, by the answers of its API: its messages carry that time, and this machine's may be wrong. The signature of
 * an event tells less, since one that is delivered again may carry the time of hours ago.
 */
export function platformTime(deps: {
  /** The bot's own. */
  clock: Pick<Clock, 'now' | 'steady'>;
  machine: Pick<Clock, 'now' | 'steady'>;
  log: Pick<Logger, 'warn' | 'info'>;
}): PlatformTime {
  const { clock, machine, log } = deps;
  const sleep = sleepWatch(machine);
  let samples: number[] = [];
  let isOff = false;
  const middle = () => samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)];
  const now = () => {
    const ahead = middle();
    return ahead === undefined || sleep.hasPerhapsSlept() ? undefined : ahead + clock.steady();
  };
  const estimate = () => now() ?? clock.now();
  const aheadMs = () => estimate() - clock.now();
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
      const sample = at - clock.steady();
      const late = (one = Number.NEGATIVE_INFINITY) => one > (middle() ?? one) + NOTABLE_MS;
      // Whatever waits comes early: later than the others are, is after a sleep.
      if (late(sample) && (sleep.hasPerhapsSlept() || late(samples.at(-1)))) samples = [];
      sleep.note();
      samples.push(sample);
      if (samples.length > SAMPLES) samples.shift();
      tell();
    },
    now,
    estimate,
    aheadMs,
  };
}

/**
 * Notices that a machine may have been suspended: its steady clock stands still then, and its other one is ahead afterwards,
 * as it is when somebody sets it.
 */
function sleepWatch(machine: Pick<Clock, 'now' | 'steady'>) {
  const apart = () => machine.now() - machine.steady();
  let noted = apart();
  return {
    hasPerhapsSlept: () => apart() - noted > NOTABLE_MS,
    note() {
      noted = apart();
    },
  };
}
