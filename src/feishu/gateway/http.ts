import { json } from 'node:stream/consumers';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { Logger } from 'pino';
import { FeishuRefusal, FeishuUnreachable } from './errors.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Name of the endpoint for errors and the log; the address itself may carry ids. */
    endpoint?: string;
  }
}

/**
 * The HTTP client under the SDK: a timeout, no redirects, and every outcome judged once. It resolves to the body of a
 * success (`code` 0) or to a file, else throws `FeishuRefusal` or `FeishuUnreachable`. The axios errors stop here: they carry the
 * bearer token.
 */
export function createHttp(timeoutMs: number, log: Pick<Logger, 'info' | 'debug'>): AxiosInstance {
  const http = axios.create({ timeout: timeoutMs, maxRedirects: 0, validateStatus: () => true });
  const heard = (response: AxiosResponse) => {
    note(response, log);
    return judge(response);
  };
  http.interceptors.response.use(heard as never, (error) => {
    throw unreachable(endpointOf(error?.config), error);
  });
  return http;
}

/** With the id under which Feishu's support finds the call; what only reads is of interest to whoever looks closely. */
function note({ config, status, headers, data }: AxiosResponse, log: Pick<Logger, 'info' | 'debug'>) {
  const level = config.method?.toLowerCase() === 'get' ? 'debug' : 'info';
  const ids = { endpoint: endpointOf(config), status, code: data?.code, log_id: logIdOf(headers) };
  log[level](ids, 'Feishu answered');
}

const logIdOf = (headers: AxiosResponse['headers']): string | undefined =>
  headers['x-tt-logid'] ?? headers['x-request-id'];

async function judge(response: AxiosResponse): Promise<unknown> {
  const endpoint = endpointOf(response.config);
  const streamed = response.config.responseType === 'stream';
  const isJson = String(response.headers['content-type']).includes('json');
  if (streamed && response.status === 200 && !isJson)
    return { data: response.data, headers: response.headers };
  const body = streamed ? await json(response.data).catch(() => null) : response.data;
  const logId = body?.error?.log_id ?? logIdOf(response.headers);
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
