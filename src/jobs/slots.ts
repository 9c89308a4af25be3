import type { Clock } from '../lib/clock.ts';

/** What takes longer waits for somebody outside. */
const LENT_AFTER_MS = 1_000;
/** As a multiple of the slots: more than anybody waits for at once, and less than memory holds. */
const MOST_AT_ONCE = 4;
/** Of those who wait inside of this process: of all limits, about one minute's calls. They hold next to nothing. */
const MOST_ASIDE = 1_000;

export interface SlotsOptions {
  clock: Pick<Clock, 'sleep' | 'steady'>;
  /** Whether the slot of what waits is lent to others. */
  lends: boolean;
}

/**
 * The slots of a group of queues. One that is held for longer is lent, so that a peer who does not answer keeps nobody else
 * from theirs. Who only waits for their turn inside of this process holds none meanwhile.
 */
export function slotsOf({ clock, lends }: SlotsOptions, concurrency: number, wake: () => void) {
  const most = lends ? MOST_AT_ONCE * concurrency : concurrency;
  let [taken, lent, aside] = [0, 0, 0];

  /** Takes one; returns how it is given back. It is taken back at once: who has waited is not to wait for a slot as well. */
  function hold() {
    const left = new AbortController();
    let isLent = false;
    taken++;
    void clock.sleep(LENT_AFTER_MS, left.signal).then(() => {
      if (left.signal.aborted || !lends) return;
      isLent = true;
      lent++;
      wake();
    });
    return () => {
      left.abort();
      taken--;
      if (isLent) lent--;
    };
  }

  return {
    free: () => Math.min(concurrency - (taken - lent), most - taken),
    /** Takes one, until `leave` is called. */
    take() {
      let release = hold();
      let [waits, hasLeft] = [0, false];
      let [since, before] = [0, 0];
      return {
        leave() {
          hasLeft = true;
          if (waits > 0) aside--;
          else release();
        },
        hasRoom: () => aside < MOST_ASIDE,
        asideMs: () => before + (waits > 0 ? clock.steady() - since : 0),
        /** For as long as any part of the work waits; part of it may go on waiting when the rest has ended. */
        stepAside() {
          if (++waits === 1 && !hasLeft) {
            since = clock.steady();
            release();
            aside++;
            wake();
          }
          return () => {
            if (--waits > 0 || hasLeft) return;
            before += clock.steady() - since;
            aside--;
            release = hold();
          };
        },
      };
    },
  };
}
