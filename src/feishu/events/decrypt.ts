import { createDecipheriv, hash } from 'node:crypto';

/** The bytes are not what Feishu sends; `message` says at which step that showed. */
export class Unreadable extends Error {}

/** The `encrypt` field of a body; whatever stands beside it is ignored. Throws `Unreadable`. */
export function sealedPart(raw: Buffer): string {
  const body = parseJson(raw.toString('utf8'), 'the body is not JSON');
  const sealed =
    typeof body === 'object' && body !== null ? (body as { encrypt?: unknown }).encrypt : undefined;
  if (typeof sealed !== 'string')
    throw new Unreadable('the body has no "encrypt" text: only encrypted events are accepted');
  return sealed;
}

/** The JSON in what is sealed. Throws `Unreadable`. */
export const openSealed = (sealed: string, key: string): unknown =>
  parseJson(textSealed(sealed, key), 'the decrypted text is not JSON');

/**
 * Opens AES-256-CBC with the SHA-256 of the key; the first 16 bytes are the initialisation vector. Throws `Unreadable`.
 * https://open.feishu.cn/document/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function textSealed(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.toString('base64') !== sealed) throw new Unreadable('"encrypt" is not base64');
  if (bytes.length < 32 || bytes.length % 16 !== 0) throw new Unreadable('"encrypt" is too short or cut off');
  const decipher = createDecipheriv('aes-256-cbc', hash('sha256', key, 'buffer'), bytes.subarray(0, 16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  } catch {
    throw new Unreadable('"encrypt" does not open with this key');
  }
}

function parseJson(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(complaint);
  }
}
