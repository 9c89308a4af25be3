import { z } from 'zod';
import type { WireResult } from '../events/wire.ts';
import type { FrameFault } from '../fault.ts';
import type { Frame } from './frame.ts';

/** The frames of an event: plain JSON, cut into pieces of at most `most` bytes that share the message id. */
export function framesOf(
  payload: object,
  message_id: string,
  most: number,
  { headers, padBytes = 0, unfinished }: Partial<FrameFault> = {},
): Frame[] {
  const bytes = Buffer.concat([Buffer.from(JSON.stringify(payload)), Buffer.alloc(padBytes, ' ')]);
  const sum = Math.max(1, Math.ceil(bytes.length / most));
  return Array.from({ length: unfinished ? sum - 1 : sum }, (_, seq) => ({
    seqId: 0,
    logId: 0,
    service: 0,
    method: 'data',
    headers: {
      type: 'event',
      message_id,
      sum: String(sum),
      seq: String(seq),
      trace_id: message_id,
      ...headers,
    },
    payload: bytes.subarray(seq * most, (seq + 1) * most),
  }));
}

const acknowledgement = z.object({ code: z.int(), data: z.string().optional() });

/** What an acknowledgement says, in the terms of a webhook's answer; without `data` it is an empty object. */
export function answerIn({ payload }: Frame): WireResult {
  const { code, data } = acknowledgement.parse(JSON.parse(payload.toString('utf8')));
  return { status: code, body: data === undefined ? '{}' : Buffer.from(data, 'base64').toString('utf8') };
}
