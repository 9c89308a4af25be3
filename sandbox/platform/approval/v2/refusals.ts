import { PlatformRefusal, refusalOf } from '../../errors.ts';
import type { Violation } from '../../http/violations.ts';

/** What the page of common codes calls the refusals of v4. */
const NAMES: Readonly<Record<number, number>> = {
  1390001: 60001,
  1390002: 60002,
  1390003: 60003,
  1390004: 60004,
};

/** Refuses as v2 does: the code stands in the body of an HTTP 200. */
export function refuseV2(code: number, detail?: string): never {
  throw new PlatformRefusal({ ...refusalOf(code, detail), status: 200 });
}

/** Does what v4 does too, and refuses with the codes of v2; `invalid` is the one for a wrong parameter. */
export function asV2<T>(work: () => T, invalid = 60001): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    const { code, msg } = error.refusal;
    const known = code === 1390001 ? invalid : NAMES[code];
    if (known === undefined) throw new PlatformRefusal({ ...error.refusal, status: 200 });
    return refuseV2(known, msg);
  }
}

/** Refuses fields that are unknown, missing or of the wrong type. */
export function invalidV2(violations: readonly Violation[]): never {
  refuseV2(60001, violations.map((one) => `${one.field}: ${one.description}`).join('; '));
}
