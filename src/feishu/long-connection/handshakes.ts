import type { ClientRequest, ClientRequestArgs, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { viaProxy } from '../gateway/unreachable.ts';

/** `addRequest` is what Node asks of an agent; the types leave it out. */
interface Agent {
  addRequest(request: ClientRequest, options: ClientRequestArgs): void;
}

const REASON_CHARACTERS = 200;

/**
 * Hears how each handshake ends, which the SDK keeps to itself: `ended` gets the error, or nothing when the line is open.
 * Those that are not done when `closing` is aborted are cut off. To be given to the SDK as its agent.
 */
export function handshakes(options: {
  timeoutMs: number;
  closing: AbortSignal;
  ended: (error?: Error) => void;
}): Agent {
  const { timeoutMs, closing, ended } = options;
  return {
    addRequest(request, args) {
      const via = viaProxy(addressOf(request));
      const late = `the handshake was not answered within ${timeoutMs / 1_000} s${via}`;
      const cut = () => request.destroy();
      let settled = false;
      const settle = (error?: Error) => {
        closing.removeEventListener('abort', cut);
        if (!settled) ended(error);
        settled = true;
      };
      // What is offered there is compression, and a small message could become a large one.
      request.removeHeader('sec-websocket-extensions');
      closing.addEventListener('abort', cut);
      request.once('upgrade', () => settle());
      request.once('response', (answer) => settle(refusal(answer, via)));
      request.once('error', ({ message }) =>
        settle(new Error(request.aborted ? late : `the handshake failed${via}: ${message}`)),
      );
      const secureEndpoint = request.protocol === 'https:';
      agentFor(getProxyForUrl(addressOf(request)), secureEndpoint).addRequest(request, {
        ...args,
        secureEndpoint,
      } as ClientRequestArgs);
    },
  };
}

const addressOf = (request: ClientRequest): string => `${request.protocol}//${request.getHeader('host')}`;

/** A socket for each: it becomes the line. */
function agentFor(proxy: string, isSecure: boolean): Agent {
  const agent = proxy ? new HttpsProxyAgent(proxy) : isSecure ? new https.Agent() : new http.Agent();
  return agent as unknown as Agent;
}

/** Feishu says in headers why it refuses; a proxy in between does not. */
function refusal({ statusCode, headers }: IncomingMessage, via: string): Error {
  const words = [headers['handshake-status'], headers['handshake-msg']].filter(Boolean).join(' ');
  const said = words ? `${words.slice(0, REASON_CHARACTERS)} (HTTP ${statusCode})` : `HTTP ${statusCode}`;
  return new Error(`the handshake was refused${via}: ${said}`);
}
