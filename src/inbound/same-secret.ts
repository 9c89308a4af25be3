import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of either. */
export const sameSecret = (given: string, known: string): boolean =>
  timingSafeEqual(digest(given), digest(known));
