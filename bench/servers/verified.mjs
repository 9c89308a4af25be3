// The physical reference: node:http that reads the same bytes, verifies their signature and decrypts them; nothing is kept.
import { createDecipheriv, createHash, hash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = process.env.FEISHU_ENCRYPT_KEY;

function isSigned(raw, headers) {
  const expected = createHash('sha256')
    .update(headers['x-lark-request-timestamp'] + headers['x-lark-request-nonce'] + key)
    .update(raw)
    .digest('hex');
  return timingSafeEqual(Buffer.from(expected), Buffer.from(headers['x-lark-signature']));
}

function opened(raw) {
  const bytes = Buffer.from(JSON.parse(raw.toString()).encrypt, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', hash('sha256', key, 'buffer'), bytes.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString());
}

createServer(async (request, response) => {
  if (request.method === 'POST') {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    if (!isSigned(raw, request.headers) || !opened(raw).header) response.statusCode = 401;
  }
  response.setHeader('content-type', 'application/json');
  response.end('{}');
}).listen(Number(process.env.PORT), '127.0.0.1');
