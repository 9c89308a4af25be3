import { json } from 'node:stream/consumers';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { Logger } from 'pino';
import { atMost, bounded, MOST_ANSWER_BYTES } from './bounded.ts';
import { FeishuRefusal, FeishuUnreachable, resetMsIn } from './errors.ts';
import { endpointOf, unreachable, viaProxy } from './unreachable.ts';

/** Only a proxy asks for that, and then it has passed nothing on. */
const PROXY_WANTS_PASSWORD = 407;

/**
 * The HTTP client under the SDK: bounded in time and size, no redirects, and every outcome judged once. It resolves to the
 * body of a success (`code` 0) or to a file as a stream, else throws `FeishuRefusal` or `FeishuUnreachable`, as does that stream.
 */
export function createHttp(
  timeoutMs: number,
  log: Pick<Logger, 'info' | 'debug'>,
  heardDate: (date: unknown) => void = () => {},
): AxiosInstance {
  const adapter = bounded(timeoutMs, axios.getAdapter('http'));
  const http = axios.create({ adapter, maxRedirects: 0, validateStatus: () => true });
  const heard = (response: AxiosResponse) => {
    heardDate(response.headers.date);
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
  const body = streamed ? await jsonIn(response.data) : response.data;
  const logId = body?.error?.log_id ?? logIdOf(response.headers);
  if (typeof body !== 'object' || body === null || typeof body.code !== 'number') {
    const { status, config } = response;
    const reason = `HTTP ${status} without a Feishu answer${viaProxy(config.url ?? '')}`;
    // Whatever stands between may have answered after the call had its effect; only a redirect was certainly not followed.
    const notMade = (status >= 300 && status < 400) || status === PROXY_WANTS_PASSWORD;
    throw new FeishuUnreachable(endpoint, reason, notMade ? 'no' : 'perhaps', logId);
  }
  if (body.code === 0 && response.status < 400) return body;
  if (response.status >= 500)
    throw new FeishuUnreachable(
      endpoint,
      `HTTP ${response.status}, ${body.code} ${body.msg}`,
      'perhaps',
      logId,
    );
  throw new FeishuRefusal(endpoint, {
    code: body.code,
    msg: String(body.msg),
    status: response.status,
    logId,
    resetMs: resetMsIn(response.headers['x-ogw-ratelimit-reset']),
  });
}

/** A refusal instead of a file. */
const jsonIn = (answer: AsyncIterable<Buffer>): Promise<AxiosResponse['data']> =>
  json(atMost(MOST_ANSWER_BYTES, answer)).catch(() => null);
