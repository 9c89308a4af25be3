import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { MINUTE_MS } from '../../lib/clock.ts';
import { aside, withWorkSignal } from '../../lib/work-signal.ts';
import { type Measuring, measured } from './measured.ts';

const ENDPOINT = 'auth.tenant_access_token';
const answer = z.object({ tenant_access_token: z.string().min(1), expire: z.number() });

/** A new token is issued once less than 30 minutes of the old one remain; before that the same one would come back. */
const RENEW_BEFORE_MS = 10 * MINUTE_MS;

/** What is called with a token must have arrived before that ends. */
const LAST_USE_MS = MINUTE_MS;

/** Others wait for the token as well: its call does not end with the work of the one who asked first. */
const nobodys = new AbortController().signal;

/**
 * The tenant access token: fetched once however many ask at the same time, and renewed before it ends.
 * https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
 */
export function tokenSource(
  options: Measuring & {
    http: AxiosInstance;
    baseUrl: string;
    appId: string;
    appSecret: string;
  },
) {
  const { http, clock, baseUrl, appId, appSecret } = options;
  let current: { token: string; until: number; ends: number } | undefined;
  let underWay: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    const url = `${baseUrl}/open-apis/auth/v3/tenant_access_token/internal`;
    const credentials = { app_id: appId, app_secret: appSecret };
    const post = () => http.post(url, credentials, { endpoint: ENDPOINT });
    const body = await measured(options, ENDPOINT, () => withWorkSignal(nobodys, post));
    const { tenant_access_token: token, expire } = answer.parse(body);
    const ends = clock.steady() + expire * 1_000;
    current = { token, until: ends - Math.min(RENEW_BEFORE_MS, expire * 500), ends };
    return token;
  }

  return {
    async get(): Promise<string> {
      if (current && clock.steady() < current.until) return current.token;
      underWay ??= fetchToken().finally(() => {
        underWay = undefined;
      });
      const renewed = underWay;
      if (!current || clock.steady() > current.ends - LAST_USE_MS) return aside(() => renewed);
      // While the old one is good nobody waits for another, nor goes without where none comes.
      renewed.catch(() => undefined);
      return current.token;
    },
    /** Forgets a token that Feishu called invalid, unless a newer one is there already. */
    drop(token: string) {
      if (current?.token === token) current = undefined;
    },
  };
}

export type TokenSource = ReturnType<typeof tokenSource>;
