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
import { digestDefaults } from './handlers/digest/defaults.ts';
import { digestFeature } from './handlers/digest/index.ts';
import { helpFeature } from './handlers/help/index.ts';
import { readingFeature } from './handlers/reading/index.ts';
import { listen } from './inbound/http-server.ts';
import { createInbox } from './inbound/inbox.ts';
import { webhook } from './inbound/webhook/webhook.ts';
import { untilIdle } from './jobs/queue.ts';
import { startWorker } from './jobs/worker.ts';
import { openAdmin } from './ops/admin.ts';
import { health } from './ops/health.ts';
import { startUpkeep } from './ops/upkeep.ts';
import { BULK_SEND_QUEUE, SEND_QUEUE } from './outbound/outbox.ts';
import { sender } from './outbound/sender.ts';
import { projectRoot } from './project-root.ts';
import { reconciler } from './reading/reconcile.ts';
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
  /** Takes nothing new, finishes what runs (10 s), closes the database. */
  stop(): Promise<void>;
}

interface Parts extends Surroundings {
  config: WebhookConfig;
  db: Db;
  cards: CardBook;
  feishu: Platform;
}

/** Builds the bot from its parts and starts it. */
export async function startApp(config: WebhookConfig, surroundings: Surroundings): Promise<App> {
  const parts = await openParts(config, surroundings);
  const { db, log } = parts;
  const features = wireFeatures(parts);
  const server = await serve(parts, features).catch(async (error) => {
    await db.close();
    throw error;
  });
  const admin = await openAdmin(config.DATA_DIR, features.admin);
  const { jobs: handlers, apart } = features;
  const worker = startWorker({ ...parts, handlers, apart, hourly: () => forgetOld(db) });
  const upkeep = startUpkeep(features.upkeep, parts);
  log.info({ port: server.port, mode: config.FEISHU_EVENT_MODE }, 'listening for events at /webhook/event');
  return {
    port: server.port,
    async stop() {
      await Promise.all([server.close(), admin.close()]);
      await Promise.all([worker.stop(), upkeep.stop()]);
      await db.close();
    },
  };
}

/**
 * Does what an operator asks for in a process of its own, while no bot owns the database: the command, and then the jobs
 * that are due. Throws `DatabaseInUse` when a bot runs.
 */
export async function runAdmin(
  config: WebhookConfig,
  surroundings: Surroundings,
  { name, args, say }: { name: string; args: Record<string, unknown>; say(line: string): void },
): Promise<void> {
  const parts = await openParts(config, surroundings);
  const { admin, jobs, apart } = wireFeatures(parts);
  try {
    await admin[name]?.(args, say);
    const worker = startWorker({ ...parts, handlers: jobs, apart });
    await untilIdle(parts.db, [...Object.keys(jobs), ...apart.flatMap(Object.keys)], parts.clock);
    await worker.stop();
  } finally {
    await parts.db.close();
  }
}

async function openParts(config: WebhookConfig, surroundings: Surroundings): Promise<Parts> {
  const { clock, log, callTimeoutMs: timeoutMs = 10_000 } = surroundings;
  const cards = loadCards(path.join(projectRoot(), 'cards'));
  const db = await openStore({ dataDir: config.DATA_DIR, clock });
  const credentials = {
    appId: config.FEISHU_APP_ID,
    appSecret: config.FEISHU_APP_SECRET,
    baseUrl: config.FEISHU_BASE_URL,
  };
  const feishu = platform(credentials, { db, clock, log, timeoutMs });
  return { ...surroundings, config, db, cards, feishu };
}

/** What the bot can do: its features, and the rooms that every feature shares. */
function wireFeatures(parts: Parts) {
  const { config, cards, feishu, db, log, clock } = parts;
  const links = (instanceCode: string) => instanceLinks(config.FEISHU_BASE_URL, instanceCode);
  const { ADMIN_OPEN_IDS: admins, APPROVAL_CODES: approvalCodes } = config;
  const features = compose([
    helpFeature({ cards, admins }),
    ccFeature({ ...parts, ...feishu, links, admins, approvalCodes }),
    readingFeature({ ...parts, ...feishu, approvalCodes }),
    digestFeature({ ...parts, ...feishu, ...reconcilers(parts), links, defaults: digestDefaults(config) }),
  ]);
  const route = messageRouter({ commands: features.commands, cards, bot: feishu.bot, log });
  const events = { ...features.events, 'im.message.receive_v1': messageHandler(cards, route) };
  const jobs = {
    ...features.jobs,
    [EVENT_QUEUE]: eventJob(events),
    [SEND_QUEUE]: sender({ db, messages: feishu.messages, clock }),
  };
  const bulkSender = sender({ db, messages: feishu.bulk.messages, clock });
  const apart = [features.bulk, { [BULK_SEND_QUEUE]: bulkSender }];
  const { actions, upkeep, admin } = features;
  return { actions, events, jobs, apart, upkeep, admin };
}

/** The comparison with Feishu's lists: for somebody who waits, and for a morning's digests. */
function reconcilers(parts: Parts) {
  const { approvals, copies, bulk } = parts.feishu;
  return {
    reconcile: reconciler({ ...parts, approvals, copies }),
    reconcileInBulk: reconciler({ ...parts, approvals, copies: bulk.copies }),
  };
}

/** How Feishu reaches the bot. */
function serve(
  parts: Parts,
  { actions, events }: Pick<ReturnType<typeof wireFeatures>, 'actions' | 'events'>,
) {
  const { config, db, cards, feishu, clock, log, requestTimeoutMs = 10_000 } = parts;
  const inbox = createInbox({ db, queue: EVENT_QUEUE, handlers: events, clock, log });
  const click = clickRouter({ db, actions, cards, log });
  const routes = [
    health({ database: () => db.all('select 1'), token: () => feishu.gateway.checkToken() }),
    webhook({
      secrets: {
        encryptKeys: config.FEISHU_ENCRYPT_KEY,
        verificationTokens: config.FEISHU_VERIFICATION_TOKEN,
      },
      clock,
      log,
      receive: async (envelope) =>
        envelope.type === 'card.action.trigger' ? click(envelope) : inbox.record(envelope).then(() => ({})),
    }),
  ];
  return listen(routes, { host: config.HOST, port: config.PORT, requestTimeoutMs });
}
