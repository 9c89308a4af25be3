import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Held } from './spool.ts';

/** As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
const quoted = (name: string) => `"${name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')}"`;

/** A form with fields and one file, as a stream whose length is told beforehand: some servers take no other. */
export function multipart(fields: Record<string, string>, file: { field: string; name: string; held: Held }) {
  const boundary = `form-${randomUUID()}`;
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}`;
  const before = Object.entries(fields).map(([name, value]) => `${part(name)}\r\n\r\n${value}\r\n`);
  const type = 'Content-Type: application/octet-stream';
  const head = Buffer.from(
    `${before.join('')}${part(file.field)}; filename=${quoted(file.name)}\r\n${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* body(): AsyncGenerator<Buffer> {
    yield head;
    yield* file.held.read();
    yield tail;
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.held.bytes + tail.length),
    },
    data: Readable.from(body(), { objectMode: false }),
  };
}
