/** What keeps at least this pace may go on: 50 MB in less than two minutes. */
const SLOWEST_BYTES_PER_MS = 512;

export interface Pace {
  /** Tells of bytes that came or went. */
  moved(bytes: number): void;
  /** There is nothing to wait for any more. */
  end(): void;
}

/**
 * Calls `late` when nothing has moved for `limitMs`, or when in the time beyond `limitMs` less came together than half a
 * megabyte a second: a drip is as good as nothing. On the machine's monotonic clock, as sockets are.
 */
export function pace(limitMs: number, late: () => void): Pace {
  const began = performance.now();
  let moved = 0;
  let timer: NodeJS.Timeout | undefined;
  const arm = () => {
    clearTimeout(timer);
    const earned = began + limitMs + moved / SLOWEST_BYTES_PER_MS - performance.now();
    timer = setTimeout(late, Math.max(0, Math.min(limitMs, earned)));
  };
  arm();
  return {
    moved(bytes) {
      moved += bytes;
      arm();
    },
    end: () => clearTimeout(timer),
  };
}
