import type { SandboxClock } from '../clock.ts';
import type { IdSource } from '../ids.ts';

const LIFE_MS = 2 * 3_600_000;
/** While at least this much of a token's life is left, asking again gives the same token. */
const RENEWED_BELOW_MS = 30 * 60_000;

interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

export interface Tokens {
  /** The current token and the seconds it will live. */
  issue(): { token: string; expire: number };
  isValid(token: string): boolean;
  /** Makes every token invalid, as resetting the app secret does. */
  revokeAll(): void;
}

/** tenant_access_tokens: 2 h each; two are valid at once around a renewal. */
export function createTokens(clock: SandboxClock, ids: IdSource): Tokens {
  let issued: Issued[] = [];
  return {
    issue() {
      const now = clock.now();
      let current = issued.at(-1);
      if (current === undefined || current.expiresAt - now < RENEWED_BELOW_MS) {
        current = { token: `t-${ids.hex(40)}`, expiresAt: now + LIFE_MS };
        issued.push(current);
      }
      return { token: current.token, expire: Math.floor((current.expiresAt - now) / 1000) };
    },
    isValid: (token) => issued.some((one) => one.token === token && one.expiresAt > clock.now()),
    revokeAll() {
      issued = [];
    },
  };
}
