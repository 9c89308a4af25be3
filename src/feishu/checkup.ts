import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { application } from './application/application.ts';
import type { ApplicationPort } from './application/port.ts';
import { botIdentity } from './bot.ts';
import { type DefinitionPort, definitions } from './definitions.ts';
import { directory } from './directory.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createHttp } from './gateway/http.ts';
import { createSdk } from './gateway/sdk.ts';
import { tokenSource } from './gateway/token.ts';
import { lookUp } from './looked-up.ts';
import { type PlatformTime, platformTime } from './platform-time.ts';
import { type SlashCommandPort, slashCommands } from './slash-commands.ts';

/** What a look at an app asks of Feishu: a few calls, which need no database to keep their limits in. */
export interface CheckupPlatform {
  gateway: Gateway;
  application: ApplicationPort;
  bot: ReturnType<typeof botIdentity>;
  slashCommands: Pick<SlashCommandPort, 'list'>;
  definitions: DefinitionPort;
  /** The people whom the app sees, of those it is asked for; those whom Feishu does not know. */
  people(openIds: string[]): Promise<{ seen: string[]; unknown: string[] }>;
  /** How many departments and people the contact range names. */
  inRange(): Promise<number>;
  time: PlatformTime;
  /** Asks where a long connection would be opened, and opens none. Throws as a call does. */
  discover(): Promise<void>;
}

export function checkupPlatform(
  { appId, appSecret, baseUrl }: { appId: string; appSecret: string; baseUrl: string },
  deps: { clock: Clock; log: Logger; metrics: Metrics; timeoutMs: number; stopped: AbortSignal },
): CheckupPlatform {
  const { clock, log, metrics, timeoutMs, stopped } = deps;
  const time = platformTime({ clock, machine: clock, log });
  const http = createHttp(timeoutMs, log, time.heard);
  const credentials = { appId, appSecret, baseUrl, http };
  const gateway = createGateway({
    sdk: createSdk(credentials),
    tokens: tokenSource({ ...credentials, clock, metrics }),
    limiter: { pass: async () => undefined },
    clock,
    log,
    metrics,
    stopped,
  });
  return {
    gateway,
    application: application(gateway, appId),
    bot: botIdentity(gateway),
    slashCommands: slashCommands(gateway),
    definitions: definitions(gateway),
    async people(openIds) {
      const { seen, unknown } = await lookUp(gateway, openIds);
      return { seen: seen.map(({ open_id }) => open_id), unknown };
    },
    async inRange() {
      let most = 0;
      for await (const page of directory(gateway).everyone()) {
        most += page.length;
        if (most > 0) break;
      }
      return most;
    },
    time,
    async discover() {
      const data = { AppID: appId, AppSecret: appSecret };
      await http.post(`${baseUrl}/callback/ws/endpoint`, data, { endpoint: 'long_connection.discovery' });
    },
  };
}
