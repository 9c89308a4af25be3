import { createHash } from 'node:crypto';
import { z } from 'zod';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = { image: 10 * MEGABYTE, attachment: 50 * MEGABYTE };

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const content = z.strictObject({ filename: z.string().min(1), bytes: z.instanceof(Buffer) });
const body = z
  .strictObject({
    name: z.string().regex(/.\.[A-Za-z0-9]+$/, 'expected a name with its extension'),
    type: z.enum(['image', 'attachment']),
    content,
  })
  .refine(({ type, content: { bytes } }) => bytes.length <= MOST_BYTES[type], 'the file is too large');

/** https://open.feishu.cn/document/ukTMukTMukTM/uUDOyUjL1gjM14SN4ITN: on the product host, one file a call. */
const upload = endpoint({
  method: 'POST',
  path: '/approval/openapi/v2/file/upload',
  accepts: 'multipart/form-data',
  scopes: ['approval:approval:readonly'],
  query: noQuery,
  body,
  invalid: invalidAs(60001),
  handle({ body: { name, type, content: file } }, platform) {
    const hex = platform.ids.hex(32).toUpperCase();
    const code = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    platform.approvals.files.set(code, { name, type, size: file.bytes.length, sha256: sha256(file.bytes) });
    return success({ code, url: `https://example.com/lark-approval-attachment/${type}/${code}` });
  },
});

export const uploadEndpoints = [upload];
