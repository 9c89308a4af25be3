import { getProxyForUrl } from 'proxy-from-env';
import { FeishuUnreachable } from './errors.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Name of the endpoint for errors and the log; the address itself may carry ids. */
    endpoint?: string;
  }
}

/** Failures before a connection stood: the request can't have arrived. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
]);

/** What became of a call without an answer, on which way (`via`). Axios errors stop here: they carry the bearer token. */
export function unreachable(endpoint: string, error: unknown, via = ''): FeishuUnreachable {
  if (error instanceof FeishuUnreachable) return error;
  const { code, message } = error as { code?: string; message?: string };
  const reason = (code === 'ERR_BAD_RESPONSE' ? message : code) ?? message ?? 'unknown';
  return new FeishuUnreachable(endpoint, reason + via, neverSent.has(reason) ? 'no' : 'perhaps');
}

export function endpointOf(config: { endpoint?: string; method?: string; url?: string } | undefined): string {
  if (config?.endpoint) return config.endpoint;
  const pathname = config?.url ? new URL(config.url).pathname : '';
  return `${(config?.method ?? 'get').toUpperCase()} ${pathname}`;
}

/** The proxy that the environment names for an address, for words about what became of a call; without its password. */
export function viaProxy(url: string): string {
  const proxy = getProxyForUrl(url);
  return proxy ? ` through the proxy ${new URL(proxy).host} (HTTPS_PROXY, NO_PROXY)` : '';
}
