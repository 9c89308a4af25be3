import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Db } from '../store/db.ts';
import { approvals } from './approvals.ts';
import { botIdentity } from './bot.ts';
import { copies } from './copies.ts';
import { definitions } from './definitions.ts';
import { directory } from './directory.ts';
import { createGateway } from './gateway/gateway.ts';
import { createHttp } from './gateway/http.ts';
import { limiter } from './gateway/limits.ts';
import { createSdk } from './gateway/sdk.ts';
import { tokenSource } from './gateway/token.ts';
import { involvements } from './involvements.ts';
import { messages } from './messages.ts';

export interface Credentials {
  appId: string;
  appSecret: string;
  baseUrl: string;
}

/** Everything the bot asks of Feishu, behind one gateway. */
export function platform(
  credentials: Credentials,
  parts: { db: Db; clock: Clock; log: Logger; timeoutMs: number },
) {
  const http = createHttp(parts.timeoutMs);
  const gateway = createGateway({
    ...parts,
    sdk: createSdk({ ...credentials, http }),
    tokens: tokenSource({ ...credentials, http, clock: parts.clock }),
    limiter: limiter(parts.db, parts.clock),
  });
  return {
    gateway,
    bot: botIdentity(gateway),
    approvals: approvals(gateway),
    lists: involvements(gateway),
    copies: copies(gateway),
    definitions: definitions(gateway),
    directory: directory(gateway),
    messages: messages(gateway),
    /** For what goes to thousands at a time. */
    bulk: { copies: copies(gateway), messages: messages(gateway) },
  };
}

export type Platform = ReturnType<typeof platform>;
