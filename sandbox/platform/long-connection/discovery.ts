import { z } from 'zod';
import { endpoint, noQuery } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import type { Platform } from '../platform.ts';
import { clientConfig } from './client-config.ts';
import { WS_PATH } from './upgrade.ts';

/** The service that the client repeats in its pings. */
const SERVICE_ID = '33554678';

/**
 * The codes are those that the official SDKs tell apart; no page lists them. A refusal comes under HTTP 200, with an empty
 * `data`.
 */
const refused = (code: number, msg: string) => ({ code, msg, data: {} });

/** The SDK reads `device_id` and `service_id` with a parser that swallows the first parameter: neither may stand there. */
function address({ connections, ids, world }: Platform): string {
  const query = new URLSearchParams({
    fpid: '493',
    aid: '552564',
    device_id: BigInt(`0x${ids.hex(15)}`).toString(),
    access_key: ids.hex(32),
    service_id: SERVICE_ID,
    ticket: connections.tickets.issue(),
  });
  const { address = connections.address } = world.settings.long_connection;
  return `${address}${WS_PATH}?${query}`;
}

/** Where the long connection is to be opened; the credentials are checked here and nowhere later. */
const discovery = endpoint({
  method: 'POST',
  path: '/callback/ws/endpoint',
  token: false,
  scopes: [],
  query: noQuery,
  body: z.strictObject({ AppID: z.string(), AppSecret: z.string() }),
  invalid: invalidAs(403),
  handle({ body }, platform) {
    const { app } = platform.world;
    if (app.platform !== 'feishu')
      return refused(1000040351, 'the tenant of the app does not belong to this domain');
    const known = body.AppID === app.app_id && body.AppSecret === app.app_secret && app.console.exists;
    if (!known) return refused(514, 'auth failed');
    if (platform.connections.full())
      return refused(1000040350, 'the number of connections exceeded the limit');
    return { code: 0, msg: '', data: { URL: address(platform), ClientConfig: clientConfig(platform.world) } };
  },
});

export const longConnectionEndpoints = [discovery];
