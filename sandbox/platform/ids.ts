import { createHash, randomBytes } from 'node:crypto';

/** Where the sandbox takes its random values from: ids, nonces, initialisation vectors. */
export interface IdSource {
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
}

/** Unpredictable ids, the default. */
export function randomIds(): IdSource {
  return {
    hex: (length) =>
      randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
  };
}

/** The same ids in the same order for the same seed, for tests that compare whole answers. */
export function seededIds(seed: string): IdSource {
  let drawn = 0;
  const block = () => {
    drawn += 1;
    return createHash('sha256').update(`${seed}:${drawn}`).digest('hex');
  };
  return {
    hex(length) {
      let digits = '';
      while (digits.length < length) digits += block();
      return digits.slice(0, length);
    },
  };
}

/** A long decimal id, as approval tasks and copies carry. */
export function decimalId(ids: IdSource): string {
  return (7n * 10n ** 18n + (BigInt(`0x${ids.hex(15)}`) % 10n ** 18n)).toString();
}

/** An id that is always the same for the same name, such as the direct chat of a person. */
export function derivedHex(name: string, length = 32): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length);
}

/** 32 hexadecimal digits in the shape of the approval service's codes. */
export const capitals = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)]
    .join('-')
    .toUpperCase();
