import path from 'node:path';
import type { Logger } from 'pino';
import { type CardBook, loadCards } from './cards/book.ts';
import type { Clock } from './clock.ts';
import type { WebhookConfig } from './config.ts';
import { clickRouter } from './dispatch/clicks.ts';
import { compose } from './dispatch/compose.ts';
import { EVENT_QUEUE, eventJob } from './dispatch/event-job.ts';
import { messageHandler } from './dispatch/messages.ts';
import { messageRouter } from './dispatch/router.ts';
import { instanceLinks } from './feishu/applink.ts';
import { type Platform, platform } from './feishu/platform.ts';
import { ccFeature } from './handlers/cc/index.ts';
import { helpFeature } from './handlers/help/index.ts';
import { listen } from './inbound/http-server.ts';
import { createInbox } from './inbound/inbox.ts';
import { webhook } from './inbound/webhook/webhook.ts';
import { freeOrphans } from './jobs/queue.ts';
import { startWorker } from './jobs/worker.ts';
import { health } from './ops/health.ts';
import { createMetrics, metricsRoute, watchJobs } from './ops/metrics.ts';
import { SEND_QUEUE } from './outbound/outbox.ts';
import { sender } from './outbound/sender.ts';
import { projectRoot } from './project-root.ts';
import type { Db } from './store/db.ts';
import { openStore } from './store/open.ts';
import { forgetOld } from './store/retention.ts';

/** What a process hands in and a test replaces. */
export interface Surroundings {
  clock: Clock;
  log: Logger;
  random(): number;
  newId(): string;
  /** A platform call that takes longer has failed; 10 s by default. */
  callTimeoutMs?: number;
  /** A request that is not complete by then is cut off; 10 s by default. */
  requestTimeoutMs?: number;
}

export interface App {
  port: number;
  /** Takes nothing new, finishes what runs or hands it back, closes the database; about 9 s at most. */
  stop(): Promise<void>;
}

const GRACE_MS = 9_000;

interface Parts extends Surroundings {
  config: WebhookConfig;
  metrics: ReturnType<typeof createMetrics>;
  db: Db;
  cards: CardBook;
  feishu: Platform;
}

/** Builds the bot from its parts and starts it. */
export async function startApp(config: WebhookConfig, surroundings: Surroundings): Promise<App> {
  const { clock, log, callTimeoutMs: timeoutMs = 10_000 } = surroundings;
  const cards = loadCards(path.join(projectRoot(), 'cards'));
  const db = await openStore({ dataDir: config.DATA_DIR, clock });
  const credentials = {
    appId: config.FEISHU_APP_ID,
    appSecret: config.FEISHU_APP_SECRET,
    baseUrl: config.FEISHU_BASE_URL,
  };
  const metrics = createMetrics();
  watchJobs(metrics.registry, db);
  const stopped = new AbortController();
  const feishu = platform(credentials, { db, clock, log, metrics, timeoutMs, stopped: stopped.signal });
  const parts: Parts = { ...surroundings, config, db, cards, feishu, metrics };

  const features = wireFeatures(parts);
  const server = await serve(parts, features).catch(async (error) => {
    await db.close();
    throw error;
  });
  await freeOrphans(db);
  const worker = startWorker({ ...parts, handlers: features.jobs, hourly: () => forgetOld(db) });
  log.info({ port: server.port, mode: config.FEISHU_EVENT_MODE }, 'listening for events at /webhook/event');
  return {
    port: server.port,
    async stop() {
      const patience = new AbortController();
      await Promise.all([server.close(clock.sleep(GRACE_MS, patience.signal)), worker.stop(GRACE_MS)]);
      patience.abort();
      stopped.abort();
      await db.close();
    },
  };
}

/** What the bot can do: its features, and the rooms that every feature shares. */
function wireFeatures(parts: Parts) {
  const { config, cards, feishu, db, log, clock } = parts;
  const links = (instanceCode: string) => instanceLinks(config.FEISHU_BASE_URL, instanceCode);
  const admins = config.ADMIN_OPEN_IDS;
  const features = compose([
    helpFeature({ cards, admins }),
    ccFeature({ ...parts, ...feishu, links, admins }),
  ]);
  const route = messageRouter({ commands: features.commands, cards, bot: feishu.bot, log });
  const events = { ...features.events, 'im.message.receive_v1': messageHandler(cards, route) };
  const jobs = {
    ...features.jobs,
    [EVENT_QUEUE]: eventJob(events),
    [SEND_QUEUE]: sender({ db, messages: feishu.messages, clock }),
  };
  return { actions: features.actions, events, jobs };
}

/** How Feishu reaches the bot. */
function serve(
  parts: Parts,
  { actions, events }: Pick<ReturnType<typeof wireFeatures>, 'actions' | 'events'>,
) {
  const { config, db, cards, feishu, clock, log, metrics, requestTimeoutMs = 10_000 } = parts;
  const inbox = createInbox({ db, queue: EVENT_QUEUE, handlers: events, clock, log, metrics });
  const click = clickRouter({ db, actions, cards, log });
  const routes = [
    health({ database: () => db.all('select 1'), token: () => feishu.gateway.checkToken() }),
    metricsRoute(metrics.registry),
    webhook({
      secrets: {
        encryptKeys: config.FEISHU_ENCRYPT_KEY,
        verificationTokens: config.FEISHU_VERIFICATION_TOKEN,
      },
      clock,
      log,
      metrics,
      receive: async (envelope) =>
        envelope.type === 'card.action.trigger' ? click(envelope) : inbox.record(envelope).then(() => ({})),
    }),
  ];
  return listen(routes, { host: config.HOST, port: config.PORT, requestTimeoutMs });
}
