import { createCipheriv, createHash } from 'node:crypto';
import type { SandboxClock } from './clock.ts';
import type { IdSource } from './ids.ts';

/** A request as Feishu sends it to the bot: the raw body and its headers. */
export interface SealedRequest {
  body: string;
  headers: Record<string, string>;
}

export interface SealOptions {
  encryptKey?: string;
  /** Unix time in seconds, as a string. */
  timestamp?: string;
  nonce?: string;
  /** False leaves the signature headers out, as the check of the request URL does. */
  signed?: boolean;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** AES-256-CBC with the SHA-256 of the key; base64 of the vector and the ciphertext. */
export function encrypt(plain: string, encryptKey: string, iv: Buffer): string {
  const key = createHash('sha256').update(encryptKey).digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** SHA-256 over timestamp, nonce, encrypt key and the raw body. */
export function signature(timestamp: string, nonce: string, encryptKey: string, body: string): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex');
}

/**
 * Encrypts and signs a payload the way events and callbacks are sent to a server with an encrypt key; without one they go as
 * they are.
 */
export function seal(
  payload: object,
  encryptKey: string,
  clock: SandboxClock,
  ids: IdSource,
  options: SealOptions = {},
): SealedRequest {
  const key = options.encryptKey ?? encryptKey;
  if (key === '') return { body: JSON.stringify(payload), headers: { ...JSON_TYPE } };
  const iv = Buffer.from(ids.hex(32), 'hex');
  const body = JSON.stringify({ encrypt: encrypt(JSON.stringify(payload), key, iv) });
  const headers: Record<string, string> = { ...JSON_TYPE };
  if (options.signed === false) return { body, headers };
  const timestamp = options.timestamp ?? String(Math.floor(clock.now() / 1000));
  const nonce = options.nonce ?? ids.hex(16);
  headers['x-lark-request-timestamp'] = timestamp;
  headers['x-lark-request-nonce'] = nonce;
  headers['x-lark-signature'] = signature(timestamp, nonce, key, body);
  return { body, headers };
}

/** What a receiver with this key finds when it checks the signature of a request. */
export function verdict({ body, headers }: SealedRequest, encryptKey: string): 'valid' | 'wrong' | 'missing' {
  const given = headers['x-lark-signature'];
  if (given === undefined) return 'missing';
  const timestamp = headers['x-lark-request-timestamp'] ?? '';
  const nonce = headers['x-lark-request-nonce'] ?? '';
  return given === signature(timestamp, nonce, encryptKey, body) ? 'valid' : 'wrong';
}
