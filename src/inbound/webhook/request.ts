import type { IncomingMessage } from 'node:http';
import { readBody } from '../../lib/http/body.ts';
import { Rejected } from '../../lib/http/rejected.ts';

/** The bytes of a request as Feishu sends one: a `POST` of JSON of at most so many bytes, not compressed. Throws `Rejected`. */
export async function sentBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const { 'content-type': type = '' } = request.headers;
  if (request.method !== 'POST') throw new Rejected(405, 'only POST', { allow: 'POST' });
  if (!/^application\/json *(;|$)/i.test(type))
    throw new Rejected(415, 'the content type is not application/json');
  return readBody(request, mostBytes);
}
