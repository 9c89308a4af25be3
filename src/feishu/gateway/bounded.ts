import { Readable } from 'node:stream';
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { workSignal } from '../../lib/work-signal.ts';
import { FeishuUnreachable } from './errors.ts';
import { fewLarge } from './large.ts';
import { pace } from './pace.ts';
import { endpointOf, unreachable, viaProxy } from './unreachable.ts';

/** The same bytes; throws what `tooMany` makes once there are more than `most`, and reads no further. */
export async function* atMost(
  most: number,
  chunks: AsyncIterable<Buffer>,
  tooMany: () => Error = () => new Error(`more than ${most} bytes`),
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw tooMany();
    yield chunk;
  }
}

/**
 * Feishu's longest answers, a definition with the options of other systems in three languages or a page of 200 tasks, have
 * some hundred KB; sixteen jobs that read one of this size at once still fit into a small machine.
 */
export const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Bounds a call in time and size, from its start to the last byte of its answer. Axios' own `timeout` does not: once the
 * head of an answer is there it only limits the silence of the socket, and for a stream nothing at all. What is sent or
 * answered as a stream may take longer, as long as it keeps the pace. A call ends with the work that it is made for.
 */
export function bounded(limitMs: number, send: AxiosAdapter): AxiosAdapter {
  const readLarge = fewLarge();
  return async (config) => {
    const line = lifeline(config, limitMs);
    const { signal } = line;
    const { data } = config;
    const body = data instanceof Readable ? stream(line.metered(data)) : data;
    try {
      const asked = { ...config, data: body, signal, timeout: 0, responseType: 'stream' as const };
      const response = { ...(await send(asked)), config };
      hangUp(body, response);
      const answer = line.metered(response.data);
      if (config.responseType === 'stream') return { ...response, data: stream(line.held(answer)) };
      const whole = await textOf(readLarge(atMost(MOST_ANSWER_BYTES, answer), signal));
      line.end();
      return { ...response, data: whole };
    } catch (error) {
      line.end();
      throw line.failure(error);
    }
  };
}

/** What is never whole is never decoded. */
async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new TextDecoder().decode(Buffer.concat(all));
}

const stream = (chunks: AsyncIterable<Buffer>) => Readable.from(chunks, { objectMode: false });

/** An answer may come before the body has gone out whole; nobody wants the rest. */
function hangUp(body: unknown, { request }: AxiosResponse) {
  if (!(body instanceof Readable) || body.readableEnded) return;
  body.destroy();
  request?.destroy?.();
}

/** Cuts a call when its time is over, its work has ended, or whoever made it does not want it any more. */
function lifeline(config: InternalAxiosRequestConfig, limitMs: number) {
  const endpoint = endpointOf(config);
  const work = workSignal();
  const callers = config.signal as AbortSignal | undefined;
  const cut = new AbortController();
  const because = (reason: string) => () => cut.abort(new FeishuUnreachable(endpoint, reason, 'perhaps'));
  const late = because(`no whole answer within ${limitMs} ms, or slower than worth waiting for`);
  const ended = because('the work that it was made for has ended');
  const unwanted = because('nobody wants the answer any more');
  if (work?.aborted) throw new FeishuUnreachable(endpoint, 'the work that it was made for has ended', 'no');
  work?.addEventListener('abort', ended);
  callers?.addEventListener('abort', unwanted);
  if (callers?.aborted) unwanted();
  const { moved, end: stopTiming } = pace(limitMs, late);

  const end = () => {
    stopTiming();
    work?.removeEventListener('abort', ended);
    callers?.removeEventListener('abort', unwanted);
  };
  const failure = (error: unknown) =>
    unreachable(endpoint, cut.signal.aborted ? cut.signal.reason : error, viaProxy(config.url ?? ''));
  return {
    signal: cut.signal,
    end,
    failure,
    async *metered(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        moved(chunk.length);
        yield chunk;
      }
    },
    /** Ends with the answer, however that ends. */
    async *held(answer: AsyncIterable<Buffer>) {
      try {
        yield* answer;
      } catch (error) {
        throw failure(error);
      } finally {
        end();
      }
    },
  };
}
