import type { SandboxClock } from '../clock.ts';
import type { FaultBook } from '../faults.ts';
import type { WireResult } from './wire.ts';

/** What lies between Feishu and the bot, whichever way is in force. */
export interface Wire {
  readonly clock: SandboxClock;
  readonly faults: Pick<FaultBook, 'forWire'>;
  readonly closed: AbortSignal;
}

type Exchange = (signal: AbortSignal) => Promise<WireResult>;

async function throughFault(exchange: Exchange, { clock, faults }: Wire, signal: AbortSignal) {
  const fault = faults.forWire();
  if (fault?.refused) return { error: { kind: 'connection', detail: 'ECONNREFUSED' } } as const;
  const result = fault?.status === undefined ? await exchange(signal) : { status: fault.status, body: '' };
  if (fault?.delayMs !== undefined) await clock.sleep(fault.delayMs, signal).catch(() => undefined);
  return result;
}

/** Waits for the bot's answer, at most `limitMs` on the sandbox clock; what comes later is not heard. */
export async function within(limitMs: number, wire: Wire, exchange: Exchange): Promise<WireResult> {
  const { clock, closed } = wire;
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closed]);
  const timeout = clock.sleep(limitMs, signal).then(
    (): WireResult => ({ error: { kind: 'timeout', detail: `no answer within ${limitMs} ms` } }),
    (): WireResult => ({ error: { kind: 'connection', detail: 'the sandbox was closed' } }),
  );
  const first = Promise.race([throughFault(exchange, wire, signal), timeout]);
  clock.busy?.(first);
  const result = await first;
  over.abort();
  return result;
}
