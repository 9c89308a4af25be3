import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoSecret } from '../../support/secrets.ts';
import { type Clinic, openClinic } from './clinic.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.office.close());

/** Nothing listens there. */
const NOWHERE = '127.0.0.1:9';
const SYSTEM = { EXTERNAL_API_TOKENS: 'erp=token-of-the-erp-system' };

it.each<[string, Record<string, string>]>([
  ['all is well', {}],
  [
    'a database server that is not there',
    { DATABASE_URL: `postgres://bot:pass-of-the-database@${NOWHERE}/x` },
  ],
  ['an address of a database that is none', { DATABASE_URL: 'mysql://bot:pass-of-the-database@db/x' }],
  ['a proxy that is not there', { HTTPS_PROXY: `http://bot:pass-of-the-proxy@${NOWHERE}` }],
  ['a wrong secret', { FEISHU_APP_SECRET: 'secret-that-is-wrong' }],
  ['a secret in the place of the App ID', { FEISHU_APP_ID: 'secret-in-the-wrong-place' }],
  [
    'other keys',
    { FEISHU_ENCRYPT_KEY: 'key-that-is-wrong', FEISHU_VERIFICATION_TOKEN: 'token-that-is-wrong' },
  ],
  [
    'a webhook that is not there',
    {
      ...SYSTEM,
      EXTERNAL_WEBHOOKS: `erp=http://${NOWHERE}/hook?key=key-of-the-webhook`,
      EXTERNAL_WEBHOOK_SECRETS: 'erp=whsec_c2VjcmV0LW9mLXRoZS13ZWJob29rLXN5c3RlbQ==',
    },
  ],
  ['a webhook secret that is none', { ...SYSTEM, EXTERNAL_WEBHOOK_SECRETS: 'erp=secret-of-no-shape' }],
])('doctor tells no secret: %s', async (_what, env) => {
  const told = JSON.stringify(await clinic.examine({ env }));
  expectNoSecret(told, { ...clinic.office.env, ...env, DATABASE_URL: undefined });
  for (const secret of [
    ...'database proxy'.split(' ').map((of) => `pass-of-the-${of}`),
    'key-of-the-webhook',
  ])
    expect(told).not.toContain(secret);
  expect(told).not.toContain('secret-in-the-wrong-place');
});
