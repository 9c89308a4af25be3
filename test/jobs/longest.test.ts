import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAST_CALL_MS, LEASE_MS, sweepJobs } from '../../src/jobs/leases.ts';
import { LONGEST_MS } from '../../src/jobs/outcome.ts';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { GiveUp } from '../../src/lib/outcome.ts';
import { workSignal } from '../../src/lib/work-signal.ts';
import type { Db } from '../../src/store/db.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, START, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const never = () => new Promise<never>(() => {});
/** What a call does that is refused or cut off when there is no time left. */
const aborted = (signal = workSignal()) =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('cut off')), { once: true });
  });

describe.each(engines)('the longest time of a job on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let worker: ReturnType<typeof startWorker> | undefined;
  beforeEach(async () => {
    clock = botClock();
    engine = await open(clock);
  });
  afterEach(async () => {
    const stopped = worker?.stop(0);
    await clock.advance(1_000);
    await stopped;
    worker = undefined;
    await engine.remove();
  });

  const work = (handler: JobHandler, db: Db = engine.db, concurrency = 1) => {
    const { log } = capturedLog('silent');
    const parts = { clock, log, metrics: createMetrics(), random: () => 0, judge: (error: unknown) => error };
    worker = startWorker({ ...parts, db, handlers: {}, isolated: [{ q: handler }], concurrency });
  };
  const add = (key: string) => engine.db.transaction((tx) => addJob(tx, { queue: 'q', key, payload: {} }));
  const rows = () =>
    engine.db.all('select key, state, attempts, failures, deaths, error from job order by id');
  const since = () => clock.now() - START;

  it('ends with a signal, and the job is tried again: what was cut off may pass', async () => {
    const begun: number[] = [];
    work({
      run: async () => {
        begun.push(since());
        if (begun.length === 1) await aborted();
        return undefined;
      },
    });
    await add('slow');
    await until(() => begun.length === 1);
    await clock.advance(LONGEST_MS - 1);
    expect(await rows()).toMatchObject([{ state: 'running', failures: 0 }]);
    await clock.advance(1);
    expect(await rows()).toMatchObject([{ state: 'ready', failures: 1, error: 'it took longer than 120 s' }]);
    await clock.advance(LAST_CALL_MS + 1_000);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(begun[1]).toBeGreaterThanOrEqual(LONGEST_MS + LAST_CALL_MS);
  });

  it('frees place and lease once the last call must have ended, though the work never ends', async () => {
    const begun: string[] = [];
    let end = () => {};
    work({
      longestMs: 30_000,
      run: (job) => {
        begun.push(job.key);
        if (begun.length > 1) return Promise.resolve(undefined);
        return new Promise((resolve) => {
          end = () => resolve((tx) => addJob(tx, { queue: 'late', key: 'late', payload: 1 }).then(() => {}));
        });
      },
    });
    await add('stuck');
    await add('waits');
    await until(() => begun.length === 1);
    await clock.advance(30_000 + LAST_CALL_MS - 1);
    expect(begun).toEqual(['stuck']);
    await clock.advance(2_000);
    expect(begun).toEqual(['stuck', 'waits']);
    expect(await rows()).toMatchObject([
      { key: 'stuck', state: 'ready', attempts: 1, failures: 1, deaths: 0 },
      { key: 'waits', state: 'done' },
    ]);
    await clock.advance(LAST_CALL_MS);
    expect(begun).toEqual(['stuck', 'waits', 'stuck']);
    end();
    await clock.advance(1_000);
    expect((await rows()).map(({ key, state }) => [key, state])).toEqual([
      ['stuck', 'done'],
      ['waits', 'done'],
    ]);
  });

  it('lets the last call end, and keeps what comes of it', async () => {
    work({
      longestMs: 1_000,
      run: async () => {
        await clock.sleep(1_000 + LAST_CALL_MS - 1);
        return undefined;
      },
    });
    await add('late');
    await until(async () => (await rows())[0]?.state === 'running');
    await clock.advance(1_000 + LAST_CALL_MS);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('does not turn a decision into a retry', async () => {
    work({
      longestMs: 1_000,
      run: () =>
        aborted().catch(() => {
          throw new GiveUp('refused');
        }),
    });
    await add('refused');
    await until(async () => (await rows())[0]?.state === 'running');
    await clock.advance(1_000);
    expect(await rows()).toMatchObject([{ state: 'quarantined', error: 'refused' }]);
  });

  it('ends with the patience of its queue: then whoever waits is told', async () => {
    const told: string[] = [];
    work({
      run: never,
      gaveUp: async (job, error) => void told.push(`${job.key}: ${(error as Error).message}`),
    });
    await add('stuck');
    await clock.advance(12 * 60_000);
    expect(told).toEqual(['stuck: it took longer than 120 s']);
    expect(await rows()).toMatchObject([{ state: 'quarantined', deaths: 0 }]);
  });

  it('ends when somebody else has the job', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    work({
      run: () => {
        signals.push(workSignal());
        return never();
      },
    });
    await add('job');
    await until(() => signals.length === 1);
    await engine.db.run('update job set attempts = attempts + 1');
    await clock.advance(LEASE_MS / 3);
    expect(signals[0]?.aborted).toBe(true);
  });

  it('ends in time for its last call to end within the lease, when that can not be extended', async () => {
    let away = false;
    const db: Db = { ...engine.db, transaction: (work) => (away ? never() : engine.db.transaction(work)) };
    const signals: (AbortSignal | undefined)[] = [];
    work(
      {
        run: () => {
          signals.push(workSignal());
          return never();
        },
      },
      db,
    );
    await add('job');
    await until(() => signals.length === 1);
    await clock.advance(60_000);
    expect(signals[0]?.aborted).toBe(false);
    away = true;
    await clock.advance(LEASE_MS - LAST_CALL_MS);
    expect(signals[0]?.aborted).toBe(true);
    expect(
      await engine.db.all('select 1 from job where lease_until >= now_ms() + $1', LAST_CALL_MS),
    ).toHaveLength(1);
    away = false;
    await clock.advance(LAST_CALL_MS + 1_000);
    await sweepJobs(engine.db);
  });

  it('ends with the worker', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    work({
      run: () => {
        signals.push(workSignal());
        return aborted();
      },
    });
    await add('job');
    await until(() => signals.length === 1);
    const stopped = worker?.stop(5_000);
    await clock.advance(4_999);
    expect(signals[0]?.aborted).toBe(false);
    await clock.advance(501);
    await stopped;
    expect(signals[0]?.aborted).toBe(true);
    expect(await rows()).toMatchObject([{ state: 'ready', failures: 0, deaths: 0 }]);
  });
});
