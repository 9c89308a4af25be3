import { withBrackets, within } from './brackets.ts';
import { type Place, withoutEnd } from './comment.ts';

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

/** What says that a number follows; longer ones before those that they end with. */
const labels = ['审批编号', '申請番号', '流水号', '编号', '单号', '番号', '#', '＃', '№', 'no.', 'no'];
const LONGEST_LABEL = 4;

/**
 * What looks like a serial number in a comment, outside the addresses in it; what labels, surrounds and separates it goes
 * with it.
 */
export function numeralsIn(comment: string, addresses: readonly Place[]): Numeral[] {
  const found: Numeral[] = [];
  const isInAddress = within(addresses);
  const isInBareOne = within(bareAddressesIn(comment));
  for (const { index, 0: number } of comment.matchAll(serial)) {
    if (isInAddress(index) || isInBareOne(index)) continue;
    const place = { start: startOf(comment, index), end: index + number.length };
    const { start, end } = withBrackets(comment, place);
    const before = withoutEnd(comment.slice(0, start < place.start ? startOf(comment, start) : start));
    const after = comment.slice(end).replace(/^[,，、:：。]/u, '');
    found.push({ number, comment: [before, after.trim()].filter(Boolean).join(' '), leads: before === '' });
    if (found.length === MAX_NUMERALS) break;
  }
  return found;
}

const bareAddressesIn = (comment: string): Place[] =>
  [...comment.matchAll(bareAddress)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));

/** Where the label of the number at `index` begins; the number itself where it has none. */
function startOf(comment: string, index: number): number {
  let end = index;
  while (end > 0 && /[:：\s]/u.test(comment.charAt(end - 1))) end--;
  const before = comment.slice(Math.max(0, end - LONGEST_LABEL), end).toLowerCase();
  const label = labels.find((one) => before.endsWith(one));
  if (label === undefined) return end;
  const start = end - label.length;
  // The end of a word is no label: the last letters of "piano".
  return label.startsWith('no') && /[A-Za-z]/.test(comment.charAt(start - 1)) ? end : start;
}
