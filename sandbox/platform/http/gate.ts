import { PlatformRefusal, refusalOf, refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { Endpoint, RawCall } from './endpoint.ts';

const BEARER = /^Bearer (\S+)$/;

function checkToken(authorization: string | undefined, platform: Platform): void {
  const token = BEARER.exec(authorization ?? '')?.[1] ?? refuse(99991661);
  if (token.startsWith('u-')) refuse(99991668);
  if (!token.startsWith('t-')) refuse(99991671);
  if (!platform.tokens.isValid(token)) refuse(99991663);
}

function refuseScopes(scopes: readonly string[], appId: string): never {
  const url = `https://open.feishu.cn/app/${appId}/auth?q=${scopes.join(',')}&op_from=openapi&token_type=tenant`;
  const names = scopes.join(', ');
  const refusal = refusalOf(99991672);
  throw new PlatformRefusal({
    ...refusal,
    msg: `${refusal.msg}: [${names}].应用尚未开通所需的应用身份权限：[${names}]，点击链接申请并开通任一权限即可：${url}`,
    error: {
      permission_violations: scopes.map((subject) => ({ type: 'action_scope_required', subject })),
      helps: [{ url, description: `Learn more about scopes and how to add them: [${names}]` }],
    },
  });
}

function checkScopes(endpoint: Endpoint, call: RawCall, platform: Platform): void {
  const { app } = platform.world;
  if (endpoint.scopes.length > 0 && !hasScope(platform, ...endpoint.scopes))
    refuseScopes(endpoint.scopes, app.app_id);
  const idType = call.query.user_id_type ?? call.query.receive_id_type;
  if (idType === 'user_id' && !hasScope(platform, USER_ID_SCOPE)) refuseScopes([USER_ID_SCOPE], app.app_id);
}

function checkRate(endpoint: Endpoint, platform: Platform): void {
  if (endpoint.limit === undefined) return;
  const exceeded = platform.limiter.take(`${endpoint.method} ${endpoint.path}`, endpoint.limit);
  if (exceeded === undefined) return;
  throw new PlatformRefusal({
    ...refusalOf(99991400),
    headers: {
      'x-ogw-ratelimit-limit': String(exceeded.window.count),
      'x-ogw-ratelimit-reset': String(Math.ceil(exceeded.resetMs / 1000)),
    },
  });
}

/**
 * What the gateway checks before an endpoint sees a call: the access token, the granted scopes and the published rate limit.
 * Calls that the token or a scope refuses don't count towards the limit.
 */
export function checkGate(
  endpoint: Endpoint,
  authorization: string | undefined,
  call: RawCall,
  platform: Platform,
): void {
  if (endpoint.token !== false) checkToken(authorization, platform);
  checkScopes(endpoint, call, platform);
  checkRate(endpoint, platform);
}
