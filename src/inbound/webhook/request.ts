import type { IncomingMessage } from 'node:http';
import { Rejected } from './rejected.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/** The bytes of a request as Feishu sends one: a `POST` of JSON of at most 1 MiB, not compressed. Throws `Rejected`. */
export function rawBody(request: IncomingMessage): Promise<Buffer> {
  const { 'content-type': type = '', 'content-encoding': coding = 'identity' } = request.headers;
  if (request.method !== 'POST') throw new Rejected(405, 'only POST', { allow: 'POST' });
  if (!/^application\/json *(;|$)/i.test(type))
    throw new Rejected(415, 'the content type is not application/json');
  if (coding.toLowerCase() !== 'identity') throw new Rejected(415, 'the body is compressed');
  return bytes(request);
}

/** What comes beyond the limit is read and dropped, so that the sender hears the answer. */
function bytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new Rejected(413, 'the body is over 1 MiB'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new Rejected(400, 'the sender left before the end of the body')));
  });
}
