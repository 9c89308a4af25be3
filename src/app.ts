import path from 'node:path';
import type { Logger } from 'pino';
import { type CardBook, loadCards } from './cards/book.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { clickRouter } from './dispatch/clicks.ts';
import { compose } from './dispatch/compose.ts';
import { EVENT_QUEUE, eventJob } from './dispatch/event-job.ts';
import type { AdminCommand } from './dispatch/feature.ts';
import { messageHandler } from './dispatch/messages.ts';
import { messageRouter } from './dispatch/router.ts';
import { formLinks, instanceLinks, productHost } from './feishu/applink.ts';
import type { Envelope } from './feishu/events/envelope.ts';
import { type ConnectionTimings, usualTimings } from './feishu/long-connection/port.ts';
import { type Platform, platform } from './feishu/platform.ts';
import { ccFeature } from './handlers/cc/index.ts';
import { createFeature } from './handlers/create/index.ts';
import { digestDefaults } from './handlers/digest/defaults.ts';
import { digestFeature } from './handlers/digest/index.ts';
import { helpFeature } from './handlers/help/index.ts';
import { readingFeature } from './handlers/reading/index.ts';
import type { EventChannel } from './inbound/channel.ts';
import { listen } from './inbound/http-server.ts';
import { createInbox } from './inbound/inbox.ts';
import { longConnectionChannel } from './inbound/long-connection/channel.ts';
import { webhookChannel } from './inbound/webhook/channel.ts';
import { PATIENCE_MS } from './jobs/outcome.ts';
import type { JobHandler } from './jobs/perform.ts';
import { freeOrphans, untilIdle } from './jobs/queue.ts';
import { startWorker } from './jobs/worker.ts';
import { openAdmin } from './ops/admin.ts';
import { health } from './ops/health.ts';
import { createMetrics, metricsRoute, watchChannel, watchJobs } from './ops/metrics.ts';
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
  connectionTimings?: ConnectionTimings;
  /** How the database is opened. */
  openStore?: typeof openStore;
}

export interface App {
  port: number;
  /** Takes nothing new, finishes what runs or hands it back, closes the database; about 9 s at most. */
  stop(): Promise<void>;
}

const GRACE_MS = 9_000;

interface Parts extends Surroundings {
  config: Config;
  metrics: ReturnType<typeof createMetrics>;
  db: Db;
  cards: CardBook;
  feishu: Platform;
}

/** Builds the bot from its parts and starts it. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const { clock, log } = surroundings;
  const stopped = new AbortController();
  const parts = await buildParts(config, surroundings, stopped.signal);
  const { db } = parts;
  const features = wireFeatures(parts);
  const channel = eventChannel(parts, features);
  watchChannel(parts.metrics.registry, config.FEISHU_EVENT_MODE, channel.check);
  const doors = await openDoors(parts, channel, features).catch(async (error) => {
    await db.close();
    throw error;
  });
  await freeOrphans(db);
  channel.start();
  const { jobs: handlers, apart } = features;
  const worker = startWorker({ ...parts, handlers, apart, hourly: () => forgetOld(db) });
  const upkeep = startUpkeep(features.upkeep, parts);
  log.info({ port: doors.port, mode: config.FEISHU_EVENT_MODE }, 'started');
  return {
    port: doors.port,
    async stop() {
      const patience = new AbortController();
      const graceEnds = clock.sleep(GRACE_MS, patience.signal);
      const closing = channel.stop().then(() => doors.close(graceEnds));
      await Promise.all([closing, upkeep.stop(graceEnds), worker.stop(GRACE_MS)]);
      patience.abort();
      stopped.abort();
      await db.close();
    },
  };
}

/**
 * Does what an operator asks for in a process of its own, then the jobs that it causes. Throws `DatabaseInUse` when a bot
 * runs on the embedded database; beside bots on PostgreSQL it shares the jobs with them.
 */
export async function runAdmin(
  config: Config,
  surroundings: Surroundings,
  { name, args, say }: { name: string; args: Record<string, unknown>; say(line: string): void },
): Promise<void> {
  const stopped = new AbortController();
  const parts = await buildParts(config, surroundings, stopped.signal);
  const { db, clock } = parts;
  const { admin, jobs, apart } = wireFeatures(parts);
  const { queues, run } = admin[name] as AdminCommand;
  const caused = (group: Record<string, JobHandler>) =>
    Object.fromEntries(Object.entries(group).filter(([queue]) => queues.includes(queue)));
  try {
    await freeOrphans(db);
    await run(args, say);
    const worker = startWorker({ ...parts, handlers: caused(jobs), apart: apart.map(caused) });
    await untilIdle(db, queues, clock);
    await worker.stop(GRACE_MS);
  } finally {
    stopped.abort();
    await db.close();
  }
}

async function buildParts(config: Config, surroundings: Surroundings, stopped: AbortSignal): Promise<Parts> {
  const {
    clock,
    callTimeoutMs: timeoutMs = 10_000,
    connectionTimings: timings = usualTimings,
    openStore: open = openStore,
    log,
  } = surroundings;
  const cards = loadCards(path.join(projectRoot(), 'cards'));
  const db = await open({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
  const metrics = createMetrics();
  watchJobs(metrics.registry, db);
  const credentials = {
    appId: config.FEISHU_APP_ID,
    appSecret: config.FEISHU_APP_SECRET,
    baseUrl: config.FEISHU_BASE_URL,
    webBaseUrl: config.FEISHU_WEB_BASE_URL ?? productHost(config.FEISHU_BASE_URL),
  };
  const feishu = platform(credentials, { ...surroundings, db, metrics, timeoutMs, timings, stopped });
  return { ...surroundings, config, db, cards, feishu, metrics };
}

/** What the bot can do: its features, and the rooms that every feature shares. */
function wireFeatures(parts: Parts) {
  const { config, cards, feishu, db, log, clock } = parts;
  const links = (instanceCode: string) => instanceLinks(config.FEISHU_BASE_URL, instanceCode);
  const { ADMIN_OPEN_IDS: admins, APPROVAL_CODES: approvalCodes } = config;
  const features = compose([
    helpFeature({ cards, admins }),
    ccFeature({ ...parts, ...feishu, links, admins, approvalCodes }),
    createFeature({
      ...parts,
      ...feishu,
      links,
      formLinks: (approvalId) => formLinks(config.FEISHU_BASE_URL, approvalId),
      approvalCodes,
    }),
    readingFeature({ ...parts, ...feishu, approvalCodes }),
    digestFeature({
      ...parts,
      ...reconcilers(parts),
      directory: feishu.bulk.directory,
      links,
      defaults: digestDefaults(config),
    }),
  ]);
  const { commands, replies } = features;
  const route = messageRouter({ commands, replies, cards, bot: feishu.bot, log });
  const events = { ...features.events, 'im.message.receive_v1': messageHandler(parts, route) };
  const jobs = {
    ...features.jobs,
    [EVENT_QUEUE]: eventJob(events),
    [SEND_QUEUE]: sender({ db, messages: feishu.messages, clock }),
  };
  // What waits longer is prepared anew by whoever asked for it: it may have changed.
  const bulkSender = sender({ db, messages: feishu.bulk.messages, clock, patienceMs: PATIENCE_MS });
  const apart = [features.bulk, { [BULK_SEND_QUEUE]: bulkSender }];
  const { actions, upkeep, admin } = features;
  return { actions, events, jobs, apart, upkeep, admin };
}

/** The comparison with Feishu's lists: for somebody who waits, and for a morning's digests. */
function reconcilers(parts: Parts) {
  const { feishu } = parts;
  return {
    reconcile: reconciler({ ...parts, ...feishu }),
    reconcileInBulk: reconciler({ ...parts, ...feishu.bulk }),
  };
}

/** How events reach the bot: one path behind either way. */
function eventChannel(
  parts: Parts,
  { actions, events }: Pick<ReturnType<typeof wireFeatures>, 'actions' | 'events'>,
): EventChannel {
  const { config, db, cards, feishu, clock, log, metrics } = parts;
  const inbox = createInbox({ db, queue: EVENT_QUEUE, handlers: events, clock, log, metrics });
  const click = clickRouter({ db, actions, cards, log });
  const receive = async (envelope: Envelope) =>
    envelope.type === 'card.action.trigger' ? click(envelope) : inbox.record(envelope).then(() => ({}));
  if (config.FEISHU_EVENT_MODE === 'websocket')
    return longConnectionChannel({ ...parts, dial: feishu.dial, receive });
  const secrets = {
    encryptKeys: config.FEISHU_ENCRYPT_KEY,
    verificationTokens: config.FEISHU_VERIFICATION_TOKEN,
  };
  return webhookChannel({ secrets, clock, log, metrics, receive });
}

/** Where the bot is asked over HTTP: by anybody, and, where no other process can use its database, by its operator. */
async function openDoors(
  parts: Parts,
  channel: EventChannel,
  { admin: commands }: Pick<ReturnType<typeof wireFeatures>, 'admin'>,
) {
  const server = await serve(parts, channel);
  const alone = parts.db.exclusive ? openAdmin(parts.config.DATA_DIR, commands) : undefined;
  const admin = await alone?.catch(async (error) => {
    await server.close(Promise.resolve());
    throw error;
  });
  return {
    port: server.port,
    close: (patience: Promise<unknown>) => Promise.all([server.close(patience), admin?.close(patience)]),
  };
}

/** What the bot itself answers over HTTP. */
function serve({ config, db, feishu, metrics, requestTimeoutMs = 10_000 }: Parts, channel: EventChannel) {
  const checks = {
    database: () => db.all('select 1'),
    token: () => feishu.gateway.checkToken(),
    events: channel.check,
  };
  return listen([health(checks), metricsRoute(metrics.registry), ...channel.routes], {
    host: config.HOST,
    port: config.PORT,
    requestTimeoutMs,
  });
}
