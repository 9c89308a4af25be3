/** Lets so many in at once; the others wait. */
export function semaphore(permits: number) {
  const waiting = new Set<() => void>();
  let inside = 0;

  const callNext = () => {
    const [next] = waiting;
    next?.();
  };

  return {
    /** Resolves when there is a permit, which `leave` gives back. Throws the signal's reason once that is aborted. */
    async enter(signal: AbortSignal): Promise<void> {
      while (inside >= permits && !signal.aborted) await called(waiting, signal);
      if (signal.aborted) callNext();
      signal.throwIfAborted();
      inside++;
    },
    leave() {
      inside--;
      callNext();
    },
  };
}

/** Resolves when somebody calls, or the signal is aborted. */
const called = (waiting: Set<() => void>, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const go = () => {
      waiting.delete(go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    waiting.add(go);
    signal.addEventListener('abort', go);
  });
