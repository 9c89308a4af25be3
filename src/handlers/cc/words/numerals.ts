import type { Span } from './brackets.ts';
import { within } from './brackets.ts';
import { withoutEnd } from './comment.ts';
import { referenceAt } from './reference.ts';

export interface Numeral {
  number: string;
  /** What the comment is without it. */
  comment: string;
  /** Whether it stands where the instance belongs: before any word. */
  leads: boolean;
}

/** At most this many numbers of one message are looked up. */
const MAX_NUMERALS = 3;
/** A serial number is digits, perhaps behind a few letters. */
const serial = /(?<![A-Za-z0-9.@-])[A-Za-z]{0,8}-?\d{8,24}(?![A-Za-z0-9-]|@[A-Za-z0-9])/giu;
/** An address that stands there without a scheme, or an e-mail address; each begins where no other character of one stands. */
const bareAddress =
  /(?<![\w.+@-])(?:[\w.+-]{1,64}@[\w-]|(?:[a-z\d-]{1,63}\.){1,8}[a-z\d]{1,24}(?::\d{1,5})?[/?#])[\x21-\x7e]*/gi;

/**
 * What looks like a serial number in a comment, outside the addresses in it; what labels, surrounds and separates it goes
 * with it.
 */
export function numeralsIn(comment: string, addresses: readonly Span[]): Numeral[] {
  const found: Numeral[] = [];
  const isInAddress = within(addresses);
  const isInBareOne = within(bareAddressesIn(comment));
  for (const { index, 0: number } of comment.matchAll(serial)) {
    if (isInAddress(index) || isInBareOne(index)) continue;
    const { start, end } = referenceAt(comment, { start: index, end: index + number.length });
    const before = withoutEnd(comment.slice(0, start));
    const after = comment.slice(end).replace(/^[,，、:：。]/u, '');
    found.push({ number, comment: [before, after.trim()].filter(Boolean).join(' '), leads: before === '' });
    if (found.length === MAX_NUMERALS) break;
  }
  return found;
}

const bareAddressesIn = (comment: string): Span[] =>
  [...comment.matchAll(bareAddress)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
