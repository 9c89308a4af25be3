/** Nearly all answers are shorter. */
const LARGE_BYTES = 256 * 1024;
const MOST_AT_ONCE = 8;

/**
 * The same bytes; what comes after the first quarter of a megabyte is read for a few answers at a time, and the others are
 * not read on meanwhile: sixty without end would each be as long as the longest before that is noticed. Throws the signal's
 * reason once that is aborted.
 */
export function fewLarge() {
  const waiting = new Set<() => void>();
  let inside = 0;

  const callNext = () => {
    const [next] = waiting;
    next?.();
  };

  async function enter(signal: AbortSignal) {
    while (inside >= MOST_AT_ONCE && !signal.aborted) await called(waiting, signal);
    if (signal.aborted) callNext();
    signal.throwIfAborted();
    inside++;
  }

  return async function* read(chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
    let [bytes, isLarge] = [0, false];
    try {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > LARGE_BYTES && !isLarge) {
          await enter(signal);
          isLarge = true;
        }
        yield chunk;
      }
    } finally {
      if (isLarge) inside--;
      if (isLarge) callNext();
    }
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
