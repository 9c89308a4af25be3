import type { Clock } from '../clock.ts';

/** What takes longer waits for somebody outside. */
const LENT_AFTER_MS = 1_000;
/** As a multiple of the places: more than anybody waits for at once, and less than memory holds. */
const MOST_AT_ONCE = 4;

export interface PlacesOptions {
  clock: Pick<Clock, 'sleep'>;
  /** Whether the place of what waits is lent to others. */
  lends: boolean;
}

/**
 * The places of a group of queues. One that is held for longer is lent, so that a peer who does not answer keeps nobody else
 * from theirs.
 */
export function placesOf({ clock, lends }: PlacesOptions, concurrency: number, wake: () => void) {
  const most = lends ? MOST_AT_ONCE * concurrency : concurrency;
  let [taken, lent] = [0, 0];
  return {
    free: () => Math.min(concurrency - (taken - lent), most - taken),
    /** Takes one; returns how it is given back. */
    take() {
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
    },
  };
}
