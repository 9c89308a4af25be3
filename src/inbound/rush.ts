const WINDOW_MS = 20;
/** So many events in a window are a rush: 500 a second. */
const MANY = 10;
const PATIENCE_WINDOWS = 12;

/**
 * Tells when so many events come in that each turn of work would delay their acknowledgements: those have 3 s, the work has
 * longer. Measured in the time of this machine, whatever the date is.
 */
export function rushOfEvents() {
  let current = 0;
  let last = 0;
  let timer: NodeJS.Timeout | undefined;
  const nextWindow = () => {
    last = current;
    current = 0;
    if (last > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    /** Counts one event. */
    came() {
      current++;
      timer ??= setInterval(nextWindow, WINDOW_MS).unref();
    },
    /** Resolves at once when there is no rush, else at its end, or after a quarter of a second. */
    async over() {
      for (let window = 0; window < PATIENCE_WINDOWS && Math.max(current, last) >= MANY; window++)
        await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    },
  };
}
