import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import type { CallLog } from '../calls.ts';
import type { BodyFault } from '../fault.ts';

const MEGABYTE = 1024 * 1024;
const DRIP_EVERY_MS = 1_000;
/** Blank, so that it may stand before any JSON. */
const BLANK = Buffer.alloc(64 * 1024, ' ');

type Send = (bytes: Buffer) => Promise<void>;

async function drip(send: Send, bytes: Buffer, everyMs: number): Promise<void> {
  for (const byte of bytes) {
    await send(Buffer.from([byte]));
    await pause(everyMs);
  }
}

async function blanks(send: Send, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= BLANK.length) await send(BLANK.subarray(0, left));
}

/**
 * Answers with a body that is not as it should be; resolves when the client has ended that, or it is over. Drips are on the
 * machine's clock: what they try out are timers of sockets.
 */
export async function sendBadly(
  response: Response,
  bytes: Buffer,
  { kind, everyMs = DRIP_EVERY_MS, megabytes = 200 }: BodyFault,
  log: CallLog,
): Promise<void> {
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const much = megabytes * MEGABYTE;
  log.body_bytes = 0;
  const gone = new AbortController();
  response.on('close', () => {
    log.cut = !response.writableFinished;
    gone.abort();
  });
  const send: Send = async (piece) => {
    gone.signal.throwIfAborted();
    if (!response.write(piece)) await once(response, 'drain', gone);
    log.body_bytes = (log.body_bytes ?? 0) + piece.length;
  };
  const ways: Record<BodyFault['kind'], [length: number | undefined, () => Promise<unknown>]> = {
    stalls: [bytes.length, () => send(half).then(() => once(response, 'close'))],
    drips: [bytes.length, () => drip(send, bytes, everyMs)],
    'never ends': [undefined, () => blanks(send, Infinity)],
    huge: [much + bytes.length, () => blanks(send, much).then(() => send(bytes))],
    'is cut short': [bytes.length, () => send(half).then(() => response.socket?.destroySoon())],
    'is longer than said': [half.length, () => sayMore(response, bytes)],
  };
  const [length, way] = ways[kind];
  if (length !== undefined) response.setHeader('content-length', length);
  await way().catch(() => undefined);
  response.end();
}

/** Past the count that the server itself keeps. */
async function sayMore(response: Response, bytes: Buffer): Promise<void> {
  response.flushHeaders();
  response.socket?.write(bytes);
  response.socket?.destroySoon();
}
