import type { SandboxClock } from '../clock.ts';
import type { SealedRequest } from '../seal.ts';
import type { WireResult } from './wire.ts';

const ANSWER_WITHIN_MS = 3000;
/** After a failed attempt the next one follows this much later; after the last of them the event is given up. */
export const RETRY_AFTER_MS: readonly number[] = [15_000, 5 * 60_000, 3_600_000, 6 * 3_600_000];

export interface Attempt {
  /** Unix time in milliseconds on the sandbox clock. */
  readonly at: number;
  readonly status?: number;
  readonly error?: string;
  /** How long the answer took, on the sandbox clock. */
  readonly ms: number;
}

interface Attempted {
  readonly attempts: Attempt[];
  state: 'delivered' | 'waiting' | 'given up' | 'not sent';
}

/** An event or callback as either way carries it: sealed to the request URL, plain through a long connection. */
export interface Letter {
  readonly payload: object;
  readonly sealed: SealedRequest;
}

interface Line {
  readonly clock: SandboxClock;
  readonly closed: AbortSignal;
  exchange(letter: Letter, limitMs: number, closed: AbortSignal): Promise<WireResult>;
  /** Resolves when a client of the long connection comes; rejects when aborted. */
  opened(signal: AbortSignal): Promise<void>;
}

/** One attempt; true when it delivered the event. */
async function attempt(delivery: Attempted, letter: Letter, line: Line): Promise<boolean> {
  const { clock, closed } = line;
  const at = clock.now();
  const result = await line.exchange(letter, ANSWER_WITHIN_MS, closed);
  const ms = clock.now() - at;
  delivery.attempts.push(
    'error' in result ? { at, ms, error: result.error.detail } : { at, ms, status: result.status },
  );
  return 'status' in result && result.status === 200;
}

/** Waits, and tries at once whenever a long connection is opened meanwhile; true when that delivered the event. */
async function deliveredDuring(
  ms: number,
  delivery: Attempted,
  letter: Letter,
  line: Line,
): Promise<boolean> {
  const { clock, closed } = line;
  const due = clock.now() + ms;
  while (clock.now() < due && !closed.aborted) {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, closed]);
    const waits = [
      clock.sleep(due - clock.now(), signal).then(() => false),
      line.opened(signal).then(() => true),
    ];
    const back = await Promise.race(waits).catch(() => false);
    over.abort();
    await Promise.allSettled(waits);
    if (back && (await attempt(delivery, letter, line))) return true;
  }
  return false;
}

/**
 * Sends until HTTP 200, or an acknowledgement with that code, comes back within 3 s, or the schedule is at its end. Retries
 * carry the same bytes: whether Feishu signs them anew is not documented, and this is the harder case for the bot.
 */
export async function sendUntilDone(delivery: Attempted, letter: Letter, line: Line): Promise<void> {
  for (const wait of [0, ...RETRY_AFTER_MS]) {
    const early = await deliveredDuring(wait, delivery, letter, line);
    if (line.closed.aborted) return;
    if (early || (await attempt(delivery, letter, line))) {
      delivery.state = 'delivered';
      return;
    }
  }
  delivery.state = 'given up';
}
