import type { Sandbox } from '../../sandbox/platform/index.ts';
import { createGateway } from '../../src/feishu/gateway/gateway.ts';
import { createHttp } from '../../src/feishu/gateway/http.ts';
import { createSdk } from '../../src/feishu/gateway/sdk.ts';
import { tokenSource } from '../../src/feishu/gateway/token.ts';
import { botClock } from './clock.ts';
import { capturedLog } from './log.ts';

/** The gateway alone, without limits, before a sandbox. */
export function gatewayTo(sandbox: Sandbox) {
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
    limiter: { pass: async () => undefined },
    clock,
    log: capturedLog().log,
    metrics,
    stopped: new AbortController().signal,
  });
}
