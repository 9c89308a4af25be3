import { text } from 'node:stream/consumers';
import axios from 'axios';
import { z } from 'zod';
import { HOUR_MS } from '../../lib/clock.ts';
import { Passing, Postpone } from '../../lib/outcome.ts';
import { workSignal } from '../../lib/work-signal.ts';
import { plainWords } from './plain-words.ts';
import { signed } from './sign.ts';

/**
 * How long an answer asks to wait, ms: its `Retry-After` has seconds or a date. Undefined where it names no time to come.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs(header: unknown, now: number): number | undefined {
  const text = String(header ?? '').trim();
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : / GMT$/.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return ms > 0 ? ms : undefined;
}

/** The system has taken the action, or refused it with words for the person. */
export type Delivery = { taken: true } | { taken: false; message: string };

export interface Webhook {
  url: string;
  secrets: readonly string[];
  id: string;
  body: string;
  /** Unix ms. */
  at: number;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024;
const LONGEST_WAIT_MS = HOUR_MS;
/** Refusals of the moment. */
const LATER = [408, 425, 429];

const http = () =>
  axios.create({
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    responseType: 'stream',
    validateStatus: () => true,
    transformRequest: (body) => body,
  });

/** Of the whole exchange, the answer's body too; and it ends with the work that it is made for. */
function deadline(): AbortSignal {
  const work = workSignal();
  const late = AbortSignal.timeout(TIMEOUT_MS);
  return work ? AbortSignal.any([late, work]) : late;
}

/**
 * Sends a webhook once. Redirects are not followed. Throws `Passing` or `Postpone` when another attempt may help: what is
 * neither a success nor a refusal with words is taken for a trouble of the system.
 */
export async function deliver({ url, body, ...signature }: Webhook): Promise<Delivery> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'feishu-approval-bot',
    ...signed(body, signature),
  };
  const answer = await http()
    .post(url, body, { headers, signal: deadline() })
    .catch((error) => {
      throw new Passing(new Error(`the system was not reached: ${error.code ?? 'no answer'}`));
    });
  const { status } = answer;
  if (status >= 200 && status < 300) {
    answer.data.destroy();
    return { taken: true };
  }
  const message = status >= 400 && status < 500 && !LATER.includes(status) ? await wordsIn(answer.data) : '';
  answer.data.destroy();
  if (message) return { taken: false, message };
  const wait = retryAfterMs(answer.headers['retry-after'], signature.at);
  const reason = `the system answered HTTP ${status} without a message for the person`;
  if (wait) throw new Postpone(Math.min(wait, LONGEST_WAIT_MS), reason);
  throw new Passing(new Error(reason));
}

const refusal = z.object({ message: z.string() });

/** The `message` of a JSON answer; empty for any other. */
async function wordsIn(stream: NodeJS.ReadableStream & AsyncIterable<Buffer>): Promise<string> {
  try {
    return plainWords(refusal.parse(JSON.parse(await text(limited(stream)))).message);
  } catch {
    return '';
  }
}

async function* limited(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return;
    yield chunk;
  }
}
