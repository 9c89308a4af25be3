import { endpoint, noBody, noQuery } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';

/** In use by the tenant. */
const ACTIVATED = 2;

/** https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM; the bot stands beside `code`, not under `data`. */
const info = endpoint({
  method: 'GET',
  path: '/open-apis/bot/v3/info',
  scopes: [],
  query: noQuery,
  body: noBody,
  invalid: invalidAs(99992402),
  handle: (_call, { world }) => ({
    code: 0,
    msg: 'ok',
    bot: {
      activate_status: ACTIVATED,
      app_name: world.app.name,
      avatar_url: '',
      ip_white_list: [],
      open_id: world.app.open_id,
    },
  }),
});

export const botEndpoints = [info];
