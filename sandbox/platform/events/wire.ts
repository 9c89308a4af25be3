import { request } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import type { SealedRequest } from '../seal.ts';
import { within } from './within.ts';

export type WireResult = { readonly status: number; readonly body: string } | { readonly error: WireError };

/**
 * `timeout` on the sandbox clock; `dns` and `connection` when nothing got through; `nowhere` when there is no address and no
 * connection to send to.
 */
export interface WireError {
  readonly kind: 'timeout' | 'dns' | 'connection' | 'nowhere';
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

/** Posts to the bot and gives up after `limitMs` on the sandbox clock. Redirects are not followed. */
export function post(
  url: string,
  sealed: SealedRequest,
  limitMs: number,
  clock: SandboxClock,
  closed: AbortSignal,
): Promise<WireResult> {
  return within(limitMs, clock, closed, (signal) => exchange(url, sealed, signal));
}
