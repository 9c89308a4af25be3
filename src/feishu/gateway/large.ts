import { semaphore } from '../../lib/async/semaphore.ts';

/** Nearly all answers are shorter. */
const LARGE_BYTES = 256 * 1024;
const MOST_AT_ONCE = 8;

/**
 * The same bytes; what comes after the first quarter of a megabyte is read for a few answers at a time, and the others are
 * not read on meanwhile: sixty without end would each be as long as the longest before that is noticed. Throws the signal's
 * reason once that is aborted.
 */
export function fewLarge() {
  const permits = semaphore(MOST_AT_ONCE);

  return async function* read(chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
    let [bytes, isLarge] = [0, false];
    try {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > LARGE_BYTES && !isLarge) {
          await permits.enter(signal);
          isLarge = true;
        }
        yield chunk;
      }
    } finally {
      if (isLarge) permits.leave();
    }
  };
}
