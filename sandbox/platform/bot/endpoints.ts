import { refuse } from '../errors.ts';
import { endpoint, noBody, noQuery } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';

/** Switched off by the tenant; in use by it. */
const [STOPPED, ACTIVATED] = [1, 2];

/** https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM; the bot stands beside `code`, not under `data`. */
const info = endpoint({
  method: 'GET',
  path: '/open-apis/bot/v3/info',
  scopes: [],
  query: noQuery,
  body: noBody,
  invalid: invalidAs(99992402),
  handle(_call, { world: { app } }) {
    if (!app.has_bot) refuse(11205);
    const bot = {
      activate_status: app.console.enabled ? ACTIVATED : STOPPED,
      app_name: app.name,
      avatar_url: '',
      ip_white_list: [],
      open_id: app.open_id,
    };
    return { code: 0, msg: 'ok', bot };
  },
});

export const botEndpoints = [info];
