/** So many at first, or after a pause. */
const BURST = 10;
const EVERY_MS = 1_000;

/**
 * Reads anew while it is asked for now and then; of a flood, all who ask in the same second get what was read in it. There is
 * one reading at a time.
 */
export function seldom<T>(
  read: () => Promise<T>,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  let last: Promise<T> | undefined;
  let [left, since] = [BURST, now()];
  const mayRead = () => {
    const passed = Math.floor((now() - since) / EVERY_MS);
    left = Math.min(BURST, left + passed);
    since += passed * EVERY_MS;
    return left > 0;
  };
  return () => {
    if (underWay) return underWay;
    if (last && !mayRead()) return last;
    left--;
    const reading = read().finally(() => {
      underWay = undefined;
    });
    // What failed is read anew by whoever asks next.
    reading.then(
      () => {
        last = reading;
      },
      () => undefined,
    );
    underWay = reading;
    return reading;
  };
}
