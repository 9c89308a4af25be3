import type { Sandbox } from '../platform/index.ts';

export type EventMode = 'webhook' | 'websocket';

/** The settings under which a bot takes this sandbox for its Feishu. */
export function botEnvironment({ app, url }: Pick<Sandbox, 'app' | 'url'>, mode: EventMode = 'webhook') {
  return {
    FEISHU_APP_ID: app.app_id,
    FEISHU_APP_SECRET: app.app_secret,
    FEISHU_EVENT_MODE: mode,
    ...(mode === 'webhook' && {
      FEISHU_ENCRYPT_KEY: app.encrypt_key,
      FEISHU_VERIFICATION_TOKEN: app.verification_token,
    }),
    FEISHU_BASE_URL: url,
    FEISHU_WEB_BASE_URL: url,
    HOST: '127.0.0.1',
  };
}
