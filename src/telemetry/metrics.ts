import { Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { seldom } from './seldom.ts';

/** What is looked up whenever somebody looks at the metrics. */
export interface Measure {
  /** After `approval_bot_`. */
  name: string;
  help: string;
  labels: string[];
  read(): Promise<{ labels: Record<string, string>; value: number }[]>;
}

/** What the rooms of the house report; seconds where a duration is meant. */
export interface Metrics {
  event(
    type: string,
    outcome: 'recorded' | 'known' | 'ignored' | 'unhandled' | 'quarantined' | 'failed',
  ): void;
  /** From the making of an event, by its own time stamp, to its acknowledgement. */
  acknowledged(seconds: number): void;
  /** From the making of a job to its end. */
  finished(queue: string, outcome: string, seconds: number): void;
  /** From the arrival of an event, or a click, to the end of a job that it caused. */
  effect(queue: string, seconds: number): void;
  /** One platform call; `code` is Feishu's, or why there was no answer. */
  call(endpoint: string, code: string, seconds: number): void;
  /** How long a call had to wait for a limit. */
  waited(endpoint: string, seconds: number): void;
  rejected(reason: string): void;
  /** A click on a card that this database does not know. */
  strangeClick(): void;
  /** For so long the event loop did not turn, and nobody was answered. */
  blocked(seconds: number): void;
}

const SHORT = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BLOCKED = [1, 2.5, 5, 10, 30, 60];
const LONG = [...SHORT, 30, 60, 300, 1_800, 7_200, 28_800];

/** The metrics of one bot, in a registry of their own. */
export function createMetrics(): Metrics & { registry: Registry } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `approval_bot_${name}`, help, labelNames, registers: [registry] });
  const seconds = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name: `approval_bot_${name}_seconds`, help, labelNames, buckets, registers: [registry] });

  const events = counter('events_total', 'Events received, by type and outcome', 'type', 'outcome');
  const rejections = counter('rejected_requests_total', 'Requests turned away, by reason', 'reason');
  const strange = counter(
    'clicks_on_unknown_cards_total',
    'Clicks on cards that this database does not know',
  );
  const age = seconds('event_age_at_acknowledgement', 'Age of an event when it was acknowledged', LONG);
  const jobs = seconds('job_age_at_end', 'Age of a job when an attempt ended', LONG, 'queue', 'outcome');
  const effects = seconds('event_age_at_effect', 'Age of an event when a job was done for it', LONG, 'queue');
  const calls = seconds('api_call', 'Platform calls, by endpoint and code', SHORT, 'endpoint', 'code');
  const waits = seconds('limit_wait', 'Waits for a platform limit, by endpoint', LONG, 'endpoint');
  const blocks = seconds('event_loop_blocked', 'Times over 1 s that the event loop did not turn', BLOCKED);
  return {
    registry,
    event: (type, outcome) => events.inc({ type, outcome }),
    acknowledged: (passed) => age.observe(passed),
    finished: (queue, outcome, passed) => jobs.observe({ queue, outcome }, passed),
    effect: (queue, passed) => effects.observe({ queue }, passed),
    call: (endpoint, code, passed) => calls.observe({ endpoint, code }, passed),
    waited: (endpoint, passed) => waits.observe({ endpoint }, passed),
    rejected: (reason) => rejections.inc({ reason }),
    strangeClick: () => strange.inc(),
    blocked: (passed) => blocks.observe(passed),
  };
}

/** Prometheus waits for 10 s. */
const READ_MS = 4_000;

/** What was read; undefined when it could not be, or not soon. */
async function inTime<T>(reading: Promise<T>, ms = READ_MS): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined).unref();
  });
  return Promise.race([reading.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

/** Reads a measure anew whenever somebody looks; while it can't be read it has no value. */
export function watch(registry: Registry, { name, help, labels: labelNames, read }: Measure): void {
  new Gauge({
    name: `approval_bot_${name}`,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const rows = await inTime(read());
      this.reset();
      // No value at all is better than an old one, and the other measures are still served.
      if (!rows) return this.remove({});
      for (const { labels, value } of rows) this.set(labels, value);
    },
  });
}

type Check = () => Promise<void>;

/** 1 while a check holds, 0 while it doesn't. */
const whether = (name: string, help: string, check: Check, labels: Record<string, string> = {}): Measure => ({
  name,
  help: `Whether ${help}`,
  labels: Object.keys(labels),
  read: async () => [{ labels, value: await holds(check) }],
});

/** Whichever way events come. */
export const channelMeasure = (mode: string, check: Check): Measure =>
  whether('event_channel_up', 'events can arrive, by mode', check, { mode });

/** While it doesn't, the measures that are read from it are missing. */
export const databaseMeasure = (check: Check): Measure =>
  whether('database_up', 'the database takes rows', check);

/** Of the worker, which gets on where nothing waits for it, too. */
export const workerMeasure = (check: Check): Measure =>
  whether('worker_up', 'jobs are begun and ended, if any wait', check);

/** The offset of this machine's clock, which NTP keeps near 0. */
export const clockMeasure = (time: { aheadMs(): number }): Measure => ({
  name: 'feishu_clock_ahead_seconds',
  help: 'How far the clock of Feishu is ahead of this machine’s',
  labels: [],
  read: async () => [{ labels: {}, value: time.aheadMs() / 1_000 }],
});

const holds = async (check: Check) =>
  (await inTime(
    check().then(() => 1),
    READ_MS / 2,
  )) ?? 0;

/** `GET /metrics`; whatever number of scrapes comes, the database is read about once a second. */
export function metricsRoute(registry: Registry): Router {
  const router = Router();
  const read = seldom(() => registry.metrics());
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await read());
  });
  return router;
}
