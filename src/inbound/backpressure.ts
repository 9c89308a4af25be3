import type { Clock } from '../lib/clock.ts';

const WINDOW_MS = 20;
/** From so many events in a window on: 500 a second. */
const MANY = 10;
const PATIENCE_WINDOWS = 12;

/**
 * Tells when so many events come in that each turn of work would delay their acknowledgements: those have 3 s, the work has
 * longer.
 */
export function backpressure(clock: Pick<Clock, 'now' | 'sleep'>) {
  let [current, came, cameBefore] = [0, 0, 0];
  const turnTo = (window: number) => {
    if (window === current) return;
    cameBefore = window === current + 1 ? came : 0;
    came = 0;
    current = window;
  };
  const thisWindow = () => turnTo(Math.floor(clock.now() / WINDOW_MS));
  const isOn = () => {
    thisWindow();
    return Math.max(came, cameBefore) >= MANY;
  };
  return {
    /** Counts one event. */
    came() {
      thisWindow();
      came++;
    },
    isOn,
    /** Resolves at once when it is off, else at its end, or after a quarter of a second. */
    async over() {
      for (let window = 0; window < PATIENCE_WINDOWS && isOn(); window++) await clock.sleep(WINDOW_MS);
    },
  };
}
