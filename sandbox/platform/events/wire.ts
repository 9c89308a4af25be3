import { request } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import type { FaultBook, WireFault } from '../faults.ts';
import type { SealedRequest } from '../seal.ts';

export type WireResult = { readonly status: number; readonly body: string } | { readonly error: WireError };

/** `timeout` on the sandbox clock; `dns` and `connection` when no request got through. */
export interface WireError {
  readonly kind: 'timeout' | 'dns' | 'connection';
  readonly detail: string;
}

const DNS_FAILURES = ['ENOTFOUND', 'EAI_AGAIN'];

function networkError(error: NodeJS.ErrnoException): WireError {
  const detail = error.code ?? error.message;
  return { kind: DNS_FAILURES.includes(detail) ? 'dns' : 'connection', detail };
}

/** A socket of its own for each request: a kept one may have died with the bot's last run. */
function exchange(url: string, sealed: SealedRequest, signal: AbortSignal): Promise<WireResult> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ error: networkError(error) });
    const headers = { ...sealed.headers, 'content-length': Buffer.byteLength(sealed.body) };
    const outgoing = request(url, { method: 'POST', agent: false, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.on('error', fail);
    outgoing.end(sealed.body);
  });
}

export interface Wire {
  readonly clock: SandboxClock;
  readonly faults: Pick<FaultBook, 'forWire'>;
  readonly closed: AbortSignal;
}

async function throughFault(
  fault: WireFault | undefined,
  exchanged: () => Promise<WireResult>,
  clock: SandboxClock,
  signal: AbortSignal,
): Promise<WireResult> {
  if (fault?.refused) return { error: { kind: 'connection', detail: 'ECONNREFUSED' } };
  const result = fault?.status === undefined ? await exchanged() : { status: fault.status, body: '' };
  if (fault?.delayMs !== undefined) await clock.sleep(fault.delayMs, signal).catch(() => undefined);
  return result;
}

/** Posts to the bot and gives up after `limitMs` on the sandbox clock. Redirects are not followed. */
export async function post(
  url: string,
  sealed: SealedRequest,
  limitMs: number,
  { clock, faults, closed }: Wire,
): Promise<WireResult> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closed]);
  const timeout = clock.sleep(limitMs, signal).then(
    (): WireResult => ({ error: { kind: 'timeout', detail: `no answer within ${limitMs} ms` } }),
    (): WireResult => ({ error: { kind: 'connection', detail: 'the sandbox was closed' } }),
  );
  const exchanged = () => {
    const exchanging = exchange(url, sealed, signal);
    clock.busy?.(exchanging);
    return exchanging;
  };
  const result = throughFault(faults.forWire(), exchanged, clock, signal);
  const first = await Promise.race([result, timeout]);
  over.abort();
  return first;
}
