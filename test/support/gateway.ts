import type { Sandbox } from '../../sandbox/platform/index.ts';
import { createGateway } from '../../src/feishu/gateway/gateway.ts';
import { createHttp } from '../../src/feishu/gateway/http.ts';
import type { Limiter } from '../../src/feishu/gateway/limiter.ts';
import { createSdk } from '../../src/feishu/gateway/sdk.ts';
import { tokenSource } from '../../src/feishu/gateway/token.ts';
import { botClock } from './clock.ts';
import { capturedLog } from './log.ts';

/** The gateway alone, before a sandbox; without limits unless one is handed in. */
export function gatewayTo(sandbox: Sandbox, limiter: Limiter = { pass: async () => undefined }) {
  const credentials = {
    appId: sandbox.app.app_id,
    appSecret: sandbox.app.app_secret,
    baseUrl: sandbox.url,
    http: createHttp(5_000, capturedLog().log),
  };
  const clock = botClock(sandbox.clock);
  const metrics = { call: () => undefined, waited: () => undefined };
  return createGateway({
    sdk: createSdk(credentials),
    tokens: tokenSource({ ...credentials, clock, metrics }),
    limiter,
    clock,
    log: capturedLog().log,
    metrics,
    stopped: new AbortController().signal,
  });
}
