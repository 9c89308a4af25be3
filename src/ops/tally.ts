import type { Clock } from '../lib/clock.ts';
import { dayOf, monthOf } from '../lib/platform-days.ts';
import type { Db } from '../store/db.ts';
import { addToTally, type Counted, type TallyKind } from '../store/tables/tally.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface Tally {
  add(kind: TallyKind, about: string): void;
  /** Writes what was counted since the last time; what can't be written is kept for the next. */
  flush(db: Pick<Db, 'transaction'>): Promise<void>;
}

/** Counts in memory what is kept by month and day, so that a call costs no statement. */
export function createTally(clock: Pick<Clock, 'now'>): Tally {
  let counted = new Map<string, Counted>();
  const count = ({ kind, about, period, times }: Counted) => {
    const key = JSON.stringify([kind, about, period]);
    counted.set(key, { kind, about, period, times: times + (counted.get(key)?.times ?? 0) });
  };
  return {
    add(kind, about) {
      const now = clock.now();
      count({ kind, about, period: kind === 'call' ? monthOf(now) : dayOf(now), times: 1 });
    },
    async flush(db) {
      const writing = counted;
      if (writing.size === 0) return;
      counted = new Map();
      try {
        await db.transaction((tx) => addToTally(tx, [...writing.values()]));
      } catch (error) {
        for (const one of writing.values()) count(one);
        throw error;
      }
    },
  };
}

/** The same metrics, of which some are kept. */
export const tallied = <T extends Metrics>(metrics: T, tally: Tally): T => ({
  ...metrics,
  call(endpoint, code, seconds) {
    tally.add('call', endpoint);
    metrics.call(endpoint, code, seconds);
  },
  event(type, outcome) {
    tally.add('event', type);
    metrics.event(type, outcome);
  },
  rejected(reason) {
    tally.add('rejected', reason);
    metrics.rejected(reason);
  },
  strangeClick() {
    tally.add('click', 'unknown card');
    metrics.strangeClick();
  },
});
