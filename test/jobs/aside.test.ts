import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_MS } from '../../src/jobs/outcome.ts';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker, type Worker } from '../../src/jobs/worker.ts';
import { aside, mayWait, workSignal } from '../../src/lib/work-signal.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';

describe.each(engines)('a job that waits inside of the process, on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let worker: Worker | undefined;
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

  const add = (count: number) =>
    engine.db.transaction(async (tx) => {
      for (let n = 0; n < count; n++) await addJob(tx, { queue: 'q', key: `${n}`, payload: {} });
    });
  const work = (run: JobHandler['run'], isApart = false) => {
    const { log } = capturedLog('silent');
    const parts = {
      clock,
      log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error: unknown) => error,
      concurrency: 2,
    };
    const handlers = { q: { run } };
    worker = startWorker({
      ...parts,
      db: engine.db,
      ...(isApart ? { handlers: {}, isolated: [handlers] } : { handlers }),
    });
  };
  const left = () => engine.db.all(`select key, state from job where state <> 'done'`);

  it('gives its place to the next, however many wait, and comes to its end', async () => {
    await add(30);
    let waiting = 0;
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    work(async () => {
      waiting++;
      await aside(() => gate);
      waiting--;
      return undefined;
    });
    await until(() => waiting === 30);
    go();
    await until(async () => (await left()).length === 0);
  });

  it('keeps it in a queue that has places of its own', async () => {
    await add(4);
    let waiting = 0;
    work(async () => {
      waiting++;
      await aside(() => clock.sleep(5_000));
      return undefined;
    }, true);
    await until(() => waiting === 2);
    await clock.advance(4_000);
    expect(waiting).toBe(2);
  });

  it('has as much time for its work as any other: waiting for its turns does not count', async () => {
    await add(1);
    const left: unknown[] = [];
    work(async () => {
      for (let turn = 0; turn < 3; turn++) {
        await aside(() => clock.sleep(60_000));
        left.push(workSignal()?.aborted);
      }
      await clock.sleep(LONGEST_MS - 1);
      left.push(workSignal()?.aborted);
      await clock.sleep(1);
      left.push(workSignal()?.aborted);
      return undefined;
    });
    await until(async () => (await engine.db.all(`select 1 from job where state = 'running'`)).length === 1);
    await clock.advance(180_000 + LONGEST_MS + 1_000);
    expect(left).toEqual([false, false, false, false, true]);
  });

  it('is told not to while it is a suspect: nothing runs beside it', async () => {
    await add(2);
    await engine.db.run(`update job set suspicion = 1 where key = '0'`);
    const told: Record<string, boolean> = {};
    work(async ({ key }) => {
      told[key] = mayWait();
      return undefined;
    });
    await until(async () => (await left()).length === 0);
    expect(told).toEqual({ 0: false, 1: true });
  });
});
