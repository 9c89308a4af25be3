import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastMs } from '../bench/fuzz/measure.ts';
import { READERS, type Reader } from '../bench/fuzz/readers.ts';
import { ATOMS, type Recipe } from '../bench/fuzz/recipes.ts';

const BYTES = 64 * 1024;
/** Four times the input takes four times as long where each character is looked at so often, sixteen times where not. */
const TIMES = 4;
const AT_MOST = 9;
/** What is faster needs no other proof: looks at each pair of so many characters take seconds on any machine. */
const FAST_MS = 60;
/** A process has other things to do now and then. */
const TRIES = 12;

/** How many times as long a reader takes for an input as for a quarter of it; as often as it is longer where that is fast. */
function growthTo(bytes: number, read: Reader, recipe: Recipe): number {
  let least = Number.POSITIVE_INFINITY;
  for (let runs = 1; runs <= TRIES && least > AT_MOST; runs++) {
    const long = leastMs(read, recipe, bytes, 1);
    if (long < FAST_MS) return TIMES;
    least = Math.min(least, long / leastMs(read, recipe, bytes / TIMES, runs + 1));
  }
  return least;
}

/** The same, in steps: what grows too fast is not waited for to the end. */
function growth(read: Reader, recipe: Recipe): number {
  const first = growthTo(BYTES / TIMES, read, recipe);
  return first > AT_MOST ? first : growthTo(BYTES, read, recipe);
}

const atoms = (most: number) =>
  fc.array(fc.constantFrom(...ATOMS), { maxLength: most }).map((all) => all.join(''));
const recipe = fc.record({ prefix: atoms(2), pump: atoms(3).filter(Boolean), suffix: atoms(2) });

/** Inputs that stopped the bot once, or would have stopped what was tried instead. */
const known: Recipe[] = [
  { prefix: ' x ', pump: ':', suffix: '' },
  { prefix: ' x ', pump: '编号：', suffix: '' },
  { prefix: '', pump: 'a', suffix: '' },
  { prefix: '', pump: 'a@', suffix: '' },
  { prefix: 'a@', pump: 'a.', suffix: '@' },
  { prefix: ' 抄 ', pump: 'a1b2 ', suffix: '' },
  { prefix: ' 抄 ', pump: '12345678 ', suffix: '' },
  { prefix: ' 抄 ', pump: 'https://a.b/1 ', suffix: '' },
  { prefix: '', pump: 'https://a?instanceId=%25 ', suffix: '' },
  { prefix: 'x', pump: ' ', suffix: 'x' },
  { prefix: '', pump: '@_user_1', suffix: '' },
  { prefix: '', pump: '1 ', suffix: '@' },
  { prefix: '"', pump: '\\"', suffix: '' },
  { prefix: '', pump: '"a', suffix: 'x' },
  { prefix: '', pump: '[', suffix: '' },
  { prefix: '', pump: '[](', suffix: '' },
  { prefix: '[', pump: '](https://a(', suffix: '' },
  { prefix: '', pump: '[a](https://a.b/1) ', suffix: '' },
  { prefix: 'https://a/', pump: '中', suffix: '/' },
  { prefix: 'https://a/', pump: ')', suffix: '' },
  { prefix: '', pump: '(', suffix: '12345678' },
  { prefix: 'pause', pump: ' ', suffix: '' },
];

describe('the time for a text from outside grows no faster than the text', () => {
  it.each(Object.entries(READERS))('%s', (_name, read) => {
    const takesItsTime = (one: Recipe) => {
      expect(growth(read, one)).toBeLessThan(AT_MOST);
    };
    for (const one of known) takesItsTime(one);
    fc.assert(fc.property(recipe, takesItsTime), { numRuns: 2, seed: 13 });
  });

  it('and a reader that looks again from every character on is found out', () => {
    const again = (text: string) => text.replace(/[:\s]*\d/g, '');
    expect(growth(again, { prefix: '', pump: ':', suffix: '' })).toBeGreaterThan(AT_MOST);
  });
});
