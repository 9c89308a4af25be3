import type { SandboxClock } from '../clock.ts';
import type { WireResult } from './wire.ts';

/** Waits for the bot's answer, at most `limitMs` on the sandbox clock; what comes later is not heard. */
export async function within(
  limitMs: number,
  clock: SandboxClock,
  closed: AbortSignal,
  exchange: (signal: AbortSignal) => Promise<WireResult>,
): Promise<WireResult> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closed]);
  const timeout = clock.sleep(limitMs, signal).then(
    (): WireResult => ({ error: { kind: 'timeout', detail: `no answer within ${limitMs} ms` } }),
    (): WireResult => ({ error: { kind: 'connection', detail: 'the sandbox was closed' } }),
  );
  const first = Promise.race([exchange(signal), timeout]);
  clock.busy?.(first);
  const result = await first;
  over.abort();
  return result;
}
