import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { constantTimeEqual } from '../../lib/constant-time-equal.ts';

export interface SignatureHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
}

/**
 * Feishu re-delivers for up to 7 h and may not sign again, so the window is wide; the durable event key is what stops a
 * replay. It looks both ways.
 */
const WINDOW_MS = 8 * 3_600_000;

/** The three headers of a signed request, or undefined when none of them is there. */
export function signatureHeaders(headers: IncomingHttpHeaders): SignatureHeaders | undefined {
  const timestamp = headers['x-lark-request-timestamp'];
  const nonce = headers['x-lark-request-nonce'];
  const signature = headers['x-lark-signature'];
  if (timestamp === undefined && nonce === undefined && signature === undefined) return undefined;
  return { timestamp: String(timestamp), nonce: String(nonce), signature: String(signature) };
}

/**
 * Card callbacks of the earlier kind are signed with SHA-1 and the verification token, and not encrypted.
 * https://open.feishu.cn/document/event-subscription-guide/callback-subscription/receive-and-handle-callbacks
 */
export const isOfOldCallback = ({ signature }: SignatureHeaders): boolean =>
  /^[0-9a-f]{40}$/i.test(signature);

/** Whether it was signed within 8 h of one of the moments (Unix ms) that it may be now. */
export function isFresh({ timestamp }: SignatureHeaders, moments: number[]): boolean {
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1_000 : Number.NaN;
  return moments.some((now) => Math.abs(now - at) <= WINDOW_MS);
}

/**
 * The key under which these raw bytes are signed, or undefined. Every key is tried, each compared in constant time.
 * https://open.feishu.cn/document/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function signingKey(raw: Buffer, headers: SignatureHeaders, keys: string[]): string | undefined {
  const { timestamp, nonce, signature } = headers;
  let valid: string | undefined;
  for (const key of keys) {
    const expected = createHash('sha256')
      .update(timestamp + nonce + key)
      .update(raw)
      .digest('hex');
    if (constantTimeEqual(signature, expected)) valid ??= key;
  }
  return valid;
}
