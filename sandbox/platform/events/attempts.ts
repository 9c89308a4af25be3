import type { SealedRequest } from '../seal.ts';
import { post, type Wire } from './wire.ts';

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
  /** The body that came back. */
  readonly answer?: string;
}

interface Attempted {
  readonly attempts: Attempt[];
  state: 'delivered' | 'waiting' | 'given up' | 'not sent';
}

interface Line extends Wire {
  readonly url: () => string | undefined;
  /** Called when an attempt has been added or the state has changed. */
  readonly changed: () => void;
}

async function attempt(sealed: SealedRequest, line: Line): Promise<Attempt> {
  const { clock } = line;
  const at = clock.now();
  const to = line.url();
  if (to === undefined) return { at, ms: 0, error: 'no request URL has been saved' };
  const result = await post(to, sealed, ANSWER_WITHIN_MS, line);
  const ms = clock.now() - at;
  if ('error' in result) return { at, ms, error: result.error.detail };
  return { at, ms, status: result.status, answer: result.body };
}

/**
 * Sends until HTTP 200 comes back within 3 s, or the schedule is at its end. Retries carry the same bytes: whether Feishu signs
 * them anew is not documented, and this is the harder case for the bot.
 */
export async function sendUntilDone(delivery: Attempted, sealed: SealedRequest, line: Line): Promise<void> {
  for (const wait of [0, ...RETRY_AFTER_MS]) {
    if (wait > 0) await line.clock.sleep(wait, line.closed).catch(() => undefined);
    if (line.closed.aborted) return;
    const made = await attempt(sealed, line);
    delivery.attempts.push(made);
    if (made.status === 200) delivery.state = 'delivered';
    line.changed();
    if (made.status === 200) return;
  }
  delivery.state = 'given up';
  line.changed();
}
