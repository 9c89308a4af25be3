import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepJobs } from '../../src/jobs/leases.ts';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob, type Job } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { workSignal } from '../../src/lib/work-signal.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { value } from '../support/metrics.ts';
import { until } from '../support/until.ts';

/** A machine whose time passes when the test says so. */
function testMeter() {
  let [elapsed, cpu] = [0, 0];
  return {
    elapsed: () => elapsed,
    cpu: () => cpu,
    tick: () => () => undefined,
    /** What computing, or a frozen machine, does to the event loop. */
    block(ms: number, cpuMs = ms) {
      elapsed += ms + 250;
      cpu += cpuMs;
    },
  };
}

describe.each(engines)('a blocked event loop on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let meter: ReturnType<typeof testMeter>;
  let captured: ReturnType<typeof capturedLog>;
  let metrics: ReturnType<typeof createMetrics>;
  let told: string[];
  let worker: ReturnType<typeof startWorker>;
  beforeEach(async () => {
    clock = botClock();
    meter = testMeter();
    captured = capturedLog();
    metrics = createMetrics();
    told = [];
    engine = await open(clock);
  });
  afterEach(async () => {
    const stopped = worker.stop(0);
    await clock.advance(1_000);
    await stopped;
    await engine.remove();
  });

  const work = (run: JobHandler['run']) => {
    const gaveUp: JobHandler['gaveUp'] = async (job, error) =>
      void told.push(`${job.key}: ${(error as Error).message}`);
    const parts = {
      db: engine.db,
      clock,
      log: captured.log,
      metrics,
      random: () => 0,
      judge: (error: unknown) => error,
      meter,
    };
    worker = startWorker({ ...parts, handlers: { q: { run, gaveUp } } });
  };
  const add = (key: string) =>
    engine.db.transaction((tx) =>
      addJob(tx, { queue: 'q', key, payload: {}, cause: { eventId: `ev-${key}` } }),
    );
  const rows = () => engine.db.all('select key, state, suspicion, failures, attempts from job order by id');
  const blocks = () => captured.lines.filter((line) => line.includes('the event loop was blocked'));
  const fail = (): never => {
    throw new Error('no');
  };

  it('of over a second is logged with the jobs under way, and in the metrics; what was done stays done', async () => {
    work(async () => {
      meter.block(2_500);
      return undefined;
    });
    await add('job');
    await until(async () => (await rows())[0]?.state === 'done');
    expect(blocks()).toHaveLength(1);
    expect(JSON.parse(blocks()[0] ?? '')).toMatchObject({
      blocked_ms: 2_500,
      cpu_ms: 2_500,
      jobs: [{ queue: 'q', key: 'job', event_id: 'ev-job' }],
    });
    const text = await metrics.registry.metrics();
    expect(value(text, 'approval_bot_event_loop_blocked_seconds_sum')).toBe(2.5);
    expect(value(text, 'approval_bot_event_loop_blocked_seconds_count')).toBe(1);
  });

  it('of less is nothing to speak of', async () => {
    work(async () => {
      meter.block(999);
      return fail();
    });
    await add('job');
    await until(async () => (await rows())[0]?.failures === 1);
    expect(blocks()).toEqual([]);
    expect(await rows()).toMatchObject([{ suspicion: 0 }]);
  });

  it('makes suspects of those who were there; who does it again alone is quarantined, and told', async () => {
    const suspicions: Record<string, number[]> = { heavy: [], light: [] };
    let others: () => void = () => {};
    const together = new Promise<void>((resolve) => {
      others = resolve;
    });
    work(async ({ key, suspicion }: Job) => {
      suspicions[key]?.push(suspicion);
      if (key === 'light') others();
      await together;
      if (key === 'heavy') meter.block(1_500);
      if (key === 'heavy' || suspicion === 0) fail();
      return undefined;
    });
    await engine.db.transaction(async (tx) => {
      for (const key of ['heavy', 'light']) await addJob(tx, { queue: 'q', key, payload: {} });
    });
    await clock.advance(10_000);
    expect(suspicions).toEqual({ heavy: [0, 1], light: [0, 1] });
    expect(await rows()).toMatchObject([
      { key: 'heavy', state: 'quarantined' },
      { key: 'light', state: 'done' },
    ]);
    expect(told).toEqual(['heavy: it held up its process; no']);
  });

  it('lets what held it up for long begin no call, not even the next moment, and not run again', async () => {
    let aborted: boolean | undefined;
    work(async () => {
      meter.block(51_000);
      aborted = workSignal()?.aborted;
      return fail();
    });
    await add('frozen');
    await until(() => told.length > 0);
    expect(aborted).toBe(true);
    expect(told).toEqual(['frozen: it held up its process; its process was held up for 51 s']);
    expect(await rows()).toMatchObject([{ state: 'quarantined', attempts: 1 }]);
  });

  it('is not held against a job whose whole machine stood still', async () => {
    let aborted: boolean | undefined;
    work(async ({ attempts }) => {
      if (attempts > 1) return undefined;
      meter.block(51_000, 20);
      aborted = workSignal()?.aborted;
      return fail();
    });
    await add('job');
    await clock.advance(15_000);
    expect(aborted).toBe(true);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(blocks()).toHaveLength(1);
  });

  it.each([
    ['waits to run again', async () => undefined, { state: 'quarantined', attempts: 2 }],
    [
      'runs elsewhere, which it will end',
      () =>
        engine.db.run(
          `update job set state = 'running', attempts = attempts + 1, lease_until = now_ms() + 5000`,
        ),
      { state: 'quarantined', attempts: 3 },
    ],
  ])('is the last of a job that has lost its lease meanwhile and %s', async (_name, meanwhile, end) => {
    let begun = false;
    work(async ({ attempts }) => {
      if (attempts > 1) return fail();
      await engine.db.run('update job set lease_until = now_ms() - 1');
      await sweepJobs(engine.db);
      await meanwhile();
      begun = true;
      meter.block(51_000);
      return undefined;
    });
    await add('frozen');
    await until(() => begun);
    await clock.advance(20_000);
    expect(await rows()).toMatchObject([end]);
    expect(told).toEqual(['frozen: its process ended twice while nothing else ran there']);
  });
});
