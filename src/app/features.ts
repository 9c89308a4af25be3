import type { Config } from '../config/config.ts';
import { audienceOf } from '../config/third-party.ts';
import { compose } from '../dispatch/compose.ts';
import { eventJob, eventQueue } from '../dispatch/event-job.ts';
import type { Feature } from '../dispatch/feature.ts';
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
import type { InstanceLinks } from '../lib/instance-links.ts';
import { bulkSendQueue, sendQueue } from '../outbound/outbox.ts';
import { sender } from '../outbound/sender.ts';
import { readStateFeature } from '../read-state/feature.ts';
import { reconciler } from '../read-state/reconcile.ts';
import { noticesFeature, quickApprovalFeature, syncFeature } from '../third-party/feature.ts';
import { type Translations, translations } from '../wording/translations.ts';
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
  const { cards, newId, feishu, db, log } = deps;
  const admins = deps.config.ADMIN_OPEN_IDS;
  const help = helpFeature({ cards, newId, admins, all: () => features });
  const parts: Feature[] = [help, ...ownApprovals(deps), ...thirdParty(deps)];
  const features = compose(parts, cards);
  const { commands, replies, sentence } = features;
  const words = vocabulary(commands);
  const route = messageRouter({ words, replies, sentence, cards, bot: feishu.bot, log });
  const events = { ...features.events, 'im.message.receive_v1': messageHandler({ db, cards, words }, route) };
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
  return { actions, commands, events, jobs, isolated, upkeep, admin, measures };
}

/** What people do with approvals in Feishu: copy them, start them, and see what waits unread. */
function ownApprovals(deps: Deps) {
  const { config, db, cards, clock, log, newId, feishu, summaries } = deps;
  const { FEISHU_BASE_URL: base, FEISHU_APPLINK_URL: applink, APPROVAL_CODES: approvalCodes } = config;
  const { approvals, copies, definitions, directory, lists, messages, time } = feishu;
  const links = (instanceCode: string) => instanceLinks(base, instanceCode, applink);
  const told = translations({ db, definitions, clock, log });
  return [
    ccFeature({
      db,
      cards,
      approvals,
      lists,
      copies,
      directory,
      messages,
      translations: told,
      links,
      summaries,
      admins: config.ADMIN_OPEN_IDS,
      approvalCodes,
      clock,
      time,
      log,
      newId,
    }),
    creation(deps, links, told),
    readStateFeature({ db, definitions, directory, clock, log, appId: config.FEISHU_APP_ID, approvalCodes }),
    digest(deps, links),
  ];
}

type Links = (instanceCode: string) => InstanceLinks;

function creation(
  { config, db, cards, clock, log, newId, feishu, summaries }: Deps,
  links: Links,
  told: Translations,
) {
  const { FEISHU_BASE_URL: base, FEISHU_APPLINK_URL: applink, APPROVAL_CODES: approvalCodes } = config;
  return createFeature({
    db,
    cards,
    approvals: feishu.approvals,
    creations: feishu.creations,
    definitions: feishu.definitions,
    directory: feishu.directory,
    memberships: feishu.memberships,
    districts: feishu.districts,
    files: feishu.files,
    lists: feishu.lists,
    messages: feishu.messages,
    translations: told,
    summaries,
    links,
    formLinks: (approvalId) => formLinks(base, approvalId, applink),
    approvalCodes,
    clock,
    time: feishu.time,
    log,
    newId,
  });
}

/** The comparison with Feishu's lists is another for somebody who waits than for a morning's digests. */
function digest({ config, db, cards, clock, log, feishu, summaries }: Deps, links: Links) {
  const { approvals, copies, lists, time, bulk } = feishu;
  return digestFeature({
    db,
    cards,
    reconcile: reconciler({ db, approvals, copies, lists, time }),
    reconcileInBulk: reconciler({
      db,
      approvals: bulk.approvals,
      copies: bulk.copies,
      lists: bulk.lists,
      time,
    }),
    directory: bulk.directory,
    summaries,
    links,
    defaults: digestDefaults(config),
    clock,
    time,
    log,
  });
}

/** What other systems push, who is told of it, and what people decide about it in Feishu. */
function thirdParty({ config, db, cards, clock, log, feishu, summaries }: Deps) {
  // Systems push in thousands: what is asked for them gives way to people.
  const { directory, messages, thirdParty } = feishu.bulk;
  const { EXTERNAL_WEBHOOKS: webhooks, EXTERNAL_WEBHOOK_SECRETS: secrets } = config;
  const audience = (system: string) => audienceOf(config, system);
  const callback = { token: config.EXTERNAL_CALLBACK_TOKEN, key: config.EXTERNAL_CALLBACK_KEY };
  const systems = [...new Set(config.EXTERNAL_API_TOKENS.map(({ system }) => system))];
  return [
    noticesFeature({ db, cards, clock, log, directory, messages, summaries, audience }),
    syncFeature({ db, log, thirdParty, directory, callback, systems }),
    quickApprovalFeature({ db, clock, cards, directory: feishu.directory, webhooks, secrets }),
  ];
}
