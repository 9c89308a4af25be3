import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noQuery } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';

const APP_ID = /^cli_[0-9a-z]+$/;

/**
 * https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
 * What is missing or no app_id at all is 10003; an app_id that nobody has and a wrong secret are 10014. All under HTTP 200.
 */
const tenantAccessToken = endpoint({
  method: 'POST',
  path: '/open-apis/auth/v3/tenant_access_token/internal',
  token: false,
  scopes: [],
  query: noQuery,
  body: z.strictObject({ app_id: z.string(), app_secret: z.string() }),
  invalid: invalidAs(10003),
  handle({ body }, { world, tokens }) {
    if (!APP_ID.test(body.app_id)) refuse(10003);
    const { app_id, platform, console } = world.app;
    if (body.app_id !== app_id || platform !== 'feishu' || !console.exists)
      refuse(10014, 'app id not exists');
    if (body.app_secret !== world.app.app_secret) refuse(10014);
    const { token, expire } = tokens.issue();
    return { code: 0, msg: 'ok', tenant_access_token: token, expire };
  },
});

export const authEndpoints = [tenantAccessToken];
