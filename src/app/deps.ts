import path from 'node:path';
import type { Logger } from 'pino';
import { type CardBook, loadCards } from '../cards/book.ts';
import type { Config } from '../config/config.ts';
import { formLinks, productHost } from '../feishu/applink.ts';
import type { Envelope } from '../feishu/events/envelope.ts';
import type { FeishuRefusal } from '../feishu/gateway/errors.ts';
import { causeOf } from '../feishu/gateway/errors.ts';
import { type ConnectionTimings, usualTimings } from '../feishu/long-connection/port.ts';
import { type Platform, platform } from '../feishu/platform.ts';
import { LAST_CALL_MS } from '../jobs/leases.ts';
import type { LoopMeter } from '../jobs/loop-watch.ts';
import type { Clock } from '../lib/clock.ts';
import { projectRoot } from '../lib/project-root.ts';
import { type Subscribers, subscribers } from '../lib/subscribers.ts';
import type { Machine } from '../ops/doctor/patient.ts';
import { jobsMeasure } from '../ops/measures.ts';
import { createTally, type Tally, tallied } from '../ops/tally.ts';
import type { Db } from '../store/db.ts';
import { openStore } from '../store/open.ts';
import { writeProbe } from '../store/probe.ts';
import { keepTime } from '../store/time/keep-time.ts';
import { type KeptClock, keptClock } from '../store/time/kept-clock.ts';
import { remembering, type Summaries, summaries } from '../summary/summaries.ts';
import { createMetrics, databaseMeasure, watch } from '../telemetry/metrics.ts';
import { type KeptSettings, keptSettings, summaryRules } from './settings.ts';

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
  /** How often the worker looks for jobs that became due; every second by default. Its other upkeep is never done more often. */
  pollMs?: number;
  /** How it is measured whether the event loop turns and jobs get on; the machine's own by default. */
  meter?: LoopMeter;
  /** Is told of each event and click that comes, as Feishu sent it. */
  record?: (event: Envelope) => void;
  /** Whether what `doctor` finds is logged at start and once a day. */
  checkup?: boolean;
  /** Whether Feishu is told of the commands, to list them after a slash. */
  slashCommands?: boolean;
  /** What it sees of this machine; the machine itself by default. */
  machine?: Partial<Machine>;
  /** How the database is opened. */
  openStore?: typeof openStore;
}

/** What every feature is built from. */
export interface Deps extends Surroundings {
  config: Config;
  clock: KeptClock;
  /** What keeps that clock. */
  time: Awaited<ReturnType<typeof keepTime>>;
  metrics: ReturnType<typeof createMetrics>;
  db: Db;
  cards: CardBook;
  feishu: Platform;
  /** What the settings file says. */
  settings: KeptSettings;
  summaries: Summaries;
  /** What is kept of the metrics. */
  tally: Tally;
  /** Feishu for a dry run, with its limits in this database. */
  dry(db: Db): Platform;
  /** Hear of each refusal for which an operator has to mend something. */
  toMend: Subscribers<FeishuRefusal>;
}

/** Opens the database, loads the cards and makes the way to Feishu. */
export async function buildDeps(
  config: Config,
  surroundings: Surroundings,
  stopped: AbortSignal,
): Promise<Deps> {
  const {
    clock: machine,
    callTimeoutMs: timeoutMs = LAST_CALL_MS,
    connectionTimings: timings = usualTimings,
    openStore: open = openStore,
    log,
  } = surroundings;
  const settings = keptSettings(config.SETTINGS_FILE, log);
  const approvalApp = formLinks(config.FEISHU_BASE_URL, undefined, config.FEISHU_APPLINK_URL);
  const cards = loadCards(path.join(projectRoot(), 'cards'), approvalApp);
  const clock = keptClock(machine);
  const db = await open({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
  const time = await keepTime({ db, clock, machine, log }).catch(async (error) => {
    await db.close();
    throw error;
  });
  const tally = createTally(clock);
  const metrics = tallied(createMetrics(), tally);
  watch(metrics.registry, jobsMeasure(db));
  watch(metrics.registry, databaseMeasure(writeProbe(db)));
  const credentials = {
    appId: config.FEISHU_APP_ID,
    appSecret: config.FEISHU_APP_SECRET,
    baseUrl: config.FEISHU_BASE_URL,
    webBaseUrl: config.FEISHU_WEB_BASE_URL ?? productHost(config.FEISHU_BASE_URL),
    approvalApi: config.FEISHU_APPROVAL_API,
  };
  const spoolDir = path.join(config.DATA_DIR, 'tmp');
  const toMend = subscribers<FeishuRefusal>();
  toMend.add((refusal) => tally.add('refused', causeOf(refusal)));
  const own = { db, metrics, timeoutMs, timings, stopped, spoolDir, toMend: toMend.tell };
  const given = { ...surroundings, clock, machine, ...own };
  const { rules, feishu } = withSummaries(db, settings, platform(credentials, given));
  const dry = (other: Db) =>
    platform(credentials, { ...given, db: other, toMend: () => undefined, dry: true });
  const told = summaries({
    ...{ db, clock, log, rules, approvals: feishu.bulk.approvals },
    readsPerDay: config.SUMMARY_READS_PER_DAY,
  });
  return {
    ...{ ...surroundings, config, settings, clock, time, db, cards, feishu, metrics, tally, toMend, dry },
    summaries: told,
  };
}

/** Lets each instance that is read leave what it is about. */
function withSummaries(db: Db, settings: KeptSettings, feishu: Platform) {
  const rules = summaryRules(settings);
  const kept = (approvals: Platform['approvals']) => remembering({ db, rules }, approvals);
  const bulk = { ...feishu.bulk, approvals: kept(feishu.bulk.approvals) };
  return { rules, feishu: { ...feishu, approvals: kept(feishu.approvals), bulk } };
}
