import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** A request that is turned away: the status and headers for the sender, the reason for the log. */
export class Rejected extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, reason: string, headers: Record<string, string> = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * The bytes of a body, not compressed, of at most so many. Throws `Rejected` as soon as it is more; what still comes then is
 * not kept, and the server cuts it off some time after the answer.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const { 'content-encoding': coding = 'identity', 'content-length': length } = request.headers;
  if (coding.toLowerCase() !== 'identity') throw new Rejected(415, 'the body is compressed');
  if (Number(length) > mostBytes) throw tooLong(mostBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= mostBytes) return void chunks.push(chunk);
      chunks.length = 0;
      reject(tooLong(mostBytes));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new Rejected(400, 'the sender left before the end of the body')));
  });
}

const tooLong = (mostBytes: number) => new Rejected(413, `the body is over ${mostBytes / 1024} KiB`);

/** The same as `request.body` of a route. Express's own reader answers only once a body that is too long has ended. */
export const rawBody =
  (mostBytes: number): RequestHandler =>
  async (request, _response, next) => {
    request.body = await readBody(request, mostBytes);
    next();
  };
