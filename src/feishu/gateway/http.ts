import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { FeishuRefusal, FeishuUnreachable } from './errors.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Name of the endpoint for errors and the log; the address itself may carry ids. */
    endpoint?: string;
  }
}

/**
 * The HTTP client under the SDK: a timeout, no redirects, and every outcome judged once. It resolves to the body of a
 * success (`code` 0), else throws `FeishuRefusal` or `FeishuUnreachable`. The axios errors stop here: they carry the
 * bearer token.
 */
export function createHttp(timeoutMs: number): AxiosInstance {
  const http = axios.create({ timeout: timeoutMs, maxRedirects: 0, validateStatus: () => true });
  http.interceptors.response.use(judge as never, (error) => {
    throw unreachable(endpointOf(error?.config), error);
  });
  return http;
}

function judge(response: AxiosResponse): unknown {
  const endpoint = endpointOf(response.config);
  const body = response.data;
  const logId = body?.error?.log_id ?? response.headers['x-tt-logid'];
  if (typeof body !== 'object' || body === null || typeof body.code !== 'number') {
    const reason = `HTTP ${response.status} without a Feishu answer`;
    // Whatever stands between may have answered after the call had its effect; only a redirect was certainly not followed.
    const redirected = response.status >= 300 && response.status < 400;
    throw new FeishuUnreachable(endpoint, reason, redirected ? 'no' : 'perhaps', logId);
  }
  if (body.code === 0 && response.status < 400) return body;
  if (response.status >= 500)
    throw new FeishuUnreachable(
      endpoint,
      `HTTP ${response.status}, ${body.code} ${body.msg}`,
      'perhaps',
      logId,
    );
  const reset = Number(response.headers['x-ogw-ratelimit-reset']);
  throw new FeishuRefusal(endpoint, {
    code: body.code,
    msg: String(body.msg),
    status: response.status,
    logId,
    resetMs: Number.isFinite(reset) && reset >= 0 ? reset * 1_000 : undefined,
  });
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

function unreachable(endpoint: string, error: { code?: string; message?: string }): FeishuUnreachable {
  const reason = error.code ?? error.message ?? 'unknown';
  return new FeishuUnreachable(endpoint, reason, neverSent.has(reason) ? 'no' : 'perhaps');
}

function endpointOf(config: { endpoint?: string; method?: string; url?: string } | undefined): string {
  if (config?.endpoint) return config.endpoint;
  const pathname = config?.url ? new URL(config.url).pathname : '';
  return `${(config?.method ?? 'get').toUpperCase()} ${pathname}`;
}
