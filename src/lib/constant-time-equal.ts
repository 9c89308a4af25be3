import { timingSafeEqual } from 'node:crypto';

/** Compares with a secret in a time that depends on nothing but the lengths. */
export function constantTimeEqual(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(secret, 'utf8')];
  return a.length === b.length && timingSafeEqual(a, b);
}
