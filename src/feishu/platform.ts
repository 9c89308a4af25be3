import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import type { Db } from '../store/db.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { approvals } from './approvals.ts';
import { approvalsV2 } from './approvals-v2.ts';
import { botIdentity } from './bot.ts';
import { copies } from './copies.ts';
import { creations } from './creations.ts';
import { definitions } from './definitions.ts';
import { directory, toldUserIds } from './directory.ts';
import { districts } from './districts.ts';
import { files } from './files.ts';
import type { FeishuRefusal } from './gateway/errors.ts';
import { createGateway, type Gateway, inBulk } from './gateway/gateway.ts';
import { createHttp } from './gateway/http.ts';
import { limiter } from './gateway/limiter.ts';
import { readingOnly } from './gateway/reading.ts';
import { createSdk } from './gateway/sdk.ts';
import { tokenSource } from './gateway/token.ts';
import { involvements } from './involvements.ts';
import { longConnections } from './long-connection/dial.ts';
import type { ConnectionTimings } from './long-connection/port.ts';
import { memberships } from './memberships.ts';
import { messages } from './messages.ts';
import { platformTime } from './platform-time.ts';
import { slashCommands } from './slash-commands.ts';
import { spoolIn } from './spool.ts';
import { thirdPartyApprovals } from './third-party-approvals.ts';

export interface Credentials {
  appId: string;
  appSecret: string;
  baseUrl: string;
  /** The product host, for uploads and the endpoints of the previous generation. */
  webBaseUrl: string;
  /** The generation of the endpoints that create and copy instances. */
  approvalApi: 'v4' | 'v2';
}

/** The ports that create and copy instances, by the generation that the operator chose. */
function instances(gateway: Gateway, { approvalApi, webBaseUrl }: Credentials, log: Logger) {
  const v4 = { approvals: approvals(gateway), creations: creations(gateway) };
  if (approvalApi === 'v4') return v4;
  const userIds = toldUserIds(directory(gateway), log);
  const { cc, create, limits } = approvalsV2({ gateway, webBaseUrl, userIds });
  return { approvals: { ...v4.approvals, cc }, creations: { ...v4.creations, create, limits } };
}

/** Everything the bot asks of Feishu, behind one gateway. */
export function platform(
  credentials: Credentials,
  deps: {
    db: Db;
    clock: Clock;
    machine: Pick<Clock, 'now' | 'steady'>;
    log: Logger;
    metrics: Metrics;
    timeoutMs: number;
    /** Where files are kept while they are passed on. */
    spoolDir: string;
    timings: ConnectionTimings;
    stopped: AbortSignal;
    toMend?: ((refusal: FeishuRefusal) => void) | undefined;
    /** For a dry run: only what reads is called. */
    dry?: boolean;
  },
) {
  const { db, clock, machine, log, metrics, timings, stopped, toMend } = deps;
  const time = platformTime({ clock, machine, log });
  const http = createHttp(deps.timeoutMs, log, time.heard);
  const app = {
    appId: credentials.appId,
    appSecret: credentials.appSecret,
    baseUrl: credentials.baseUrl,
    http,
  };
  const tokens = tokenSource({ ...app, clock, metrics });
  const own = { sdk: createSdk(app), tokens, limiter: limiter(db, clock) };
  const made = createGateway({ ...own, clock, log, metrics, toMend, stopped });
  const gateway = deps.dry ? readingOnly(made) : made;
  const bulk = inBulk(gateway);
  return {
    gateway,
    time,
    dial: longConnections({ ...app, clock, log, metrics, timings }),
    bot: botIdentity(gateway),
    slashCommands: slashCommands(bulk),
    ...instances(gateway, credentials, log),
    lists: involvements(gateway),
    copies: copies(gateway),
    definitions: definitions(gateway),
    directory: directory(gateway),
    memberships: memberships(gateway),
    messages: messages(gateway),
    districts: districts(gateway),
    files: files(gateway, credentials.webBaseUrl, spoolIn(deps.spoolDir)),
    /** For what goes to thousands at a time, or asks for them: it gives way to people. */
    bulk: {
      approvals: instances(bulk, credentials, log).approvals,
      copies: copies(bulk),
      directory: directory(bulk),
      thirdParty: thirdPartyApprovals(bulk),
      lists: involvements(bulk),
      messages: messages(bulk),
    },
  };
}

export type Platform = ReturnType<typeof platform>;
