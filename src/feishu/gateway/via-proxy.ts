import { getProxyForUrl } from 'proxy-from-env';

/** The proxy that the environment names for an address, for words about what became of a call; without its password. */
export function viaProxy(url: string): string {
  const proxy = getProxyForUrl(url);
  return proxy ? ` through the proxy ${new URL(proxy).host} (HTTPS_PROXY, NO_PROXY)` : '';
}
