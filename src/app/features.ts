import type { Config } from '../config/config.ts';
import { audienceOf } from '../config/third-party.ts';
import { compose } from '../dispatch/compose.ts';
import { eventJob, eventQueue } from '../dispatch/event-job.ts';
import { messageHandler } from '../dispatch/messages.ts';
import { messageRouter } from '../dispatch/router.ts';
import { vocabulary } from '../dispatch/vocabulary.ts';
import { formLinks, instanceLinks } from '../feishu/applink.ts';
import { ccFeature } from '../handlers/cc/index.ts';
import { createFeature } from '../handlers/create/index.ts';
import type { DigestDefaults } from '../handlers/digest/deps.ts';
import { digestFeature } from '../handlers/digest/index.ts';
import { helpFeature } from '../handlers/help/index.ts';
import { BULK_LONGEST_MS, PATIENCE_MS } from '../jobs/outcome.ts';
import { bulkSendQueue, sendQueue } from '../outbound/outbox.ts';
import { sender } from '../outbound/sender.ts';
import { readStateFeature } from '../read-state/feature.ts';
import { reconciler } from '../read-state/reconcile.ts';
import { noticesFeature, quickApprovalFeature, syncFeature } from '../third-party/feature.ts';
import type { Deps } from './deps.ts';

type DigestConfig = Pick<
  Config,
  'DIGEST_TIME' | 'DIGEST_TIMEZONE' | 'DIGEST_DAYS' | 'DIGEST_DEFAULT' | 'DIGEST_CALENDAR'
>;

/** The digest of whoever has chosen nothing, by the configuration. */
export function digestDefaults(config: DigestConfig): DigestDefaults {
  const [hour = 0, minute = 0] = config.DIGEST_TIME.split(':').map(Number);
  return {
    enabled: config.DIGEST_DEFAULT === 'on',
    minute: hour * 60 + minute,
    days: config.DIGEST_DAYS,
    timezone: config.DIGEST_TIMEZONE,
    calendar: config.DIGEST_CALENDAR,
  };
}

/** What the bot can do: its features, and the rooms that every feature shares. */
export function wireFeatures(deps: Deps) {
  const { config, cards, feishu, db, log } = deps;
  const { FEISHU_BASE_URL: base, FEISHU_APPLINK_URL: applink } = config;
  const links = (instanceCode: string) => instanceLinks(base, instanceCode, applink);
  const { ADMIN_OPEN_IDS: admins, APPROVAL_CODES: approvalCodes } = config;
  const parts = [
    helpFeature({ cards, admins }),
    ccFeature({ ...deps, ...feishu, links, admins, approvalCodes }),
    createFeature({
      ...deps,
      ...feishu,
      links,
      formLinks: (approvalId) => formLinks(base, approvalId, applink),
      approvalCodes,
    }),
    readStateFeature({ ...deps, ...feishu, appId: config.FEISHU_APP_ID, approvalCodes }),
    digestFeature({
      ...deps,
      ...reconcilers(deps),
      directory: feishu.bulk.directory,
      time: feishu.time,
      links,
      defaults: digestDefaults(config),
    }),
    ...thirdParty(deps),
  ];
  const features = compose(parts, cards);
  const { commands, replies } = features;
  const words = vocabulary(commands);
  const route = messageRouter({ words, replies, cards, bot: feishu.bot, log });
  const events = { ...features.events, 'im.message.receive_v1': messageHandler({ ...deps, words }, route) };
  const jobs = {
    ...features.jobs,
    [eventQueue.name]: eventJob(events),
    [sendQueue.name]: sender({ db, cards, log, messages: feishu.messages }),
  };
  // What waits longer is prepared anew by whoever asked for it: it may have changed.
  const inBulk = { db, cards, log, messages: feishu.bulk.messages, patienceMs: PATIENCE_MS };
  const bulk = { ...features.bulk, [bulkSendQueue.name]: sender(inBulk, bulkSendQueue) };
  // Each by itself: a morning's digests must not hold up the systems that push, nor the other way round.
  const isolated = Object.entries(bulk).map(([queue, handler]) => ({
    [queue]: { longestMs: BULK_LONGEST_MS, ...handler },
  }));
  const { actions, upkeep, admin, measures } = features;
  return { actions, events, jobs, isolated, upkeep, admin, measures };
}

/** The comparison with Feishu's lists: for somebody who waits, and for a morning's digests. */
function reconcilers(deps: Deps) {
  const { feishu } = deps;
  return {
    reconcile: reconciler({ ...deps, ...feishu }),
    reconcileInBulk: reconciler({ ...deps, ...feishu.bulk, time: feishu.time }),
  };
}

/** What other systems push, who is told of it, and what people decide about it in Feishu. */
function thirdParty(deps: Deps) {
  const { config, feishu } = deps;
  return [
    noticesFeature({
      ...deps,
      ...feishu.bulk,
      audience: (system) => audienceOf(config, system),
    }),
    syncFeature({
      ...deps,
      thirdParty: feishu.bulk.thirdParty,
      directory: feishu.bulk.directory,
      callback: { token: config.EXTERNAL_CALLBACK_TOKEN, key: config.EXTERNAL_CALLBACK_KEY },
      systems: [...new Set(config.EXTERNAL_API_TOKENS.map(({ system }) => system))],
    }),
    quickApprovalFeature({
      ...deps,
      ...feishu,
      webhooks: config.EXTERNAL_WEBHOOKS,
      secrets: config.EXTERNAL_WEBHOOK_SECRETS,
    }),
  ];
}
