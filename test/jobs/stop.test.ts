import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import type { Db } from '../../src/store/db.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const GRACE_MS = 5_000;
const troubles = {
  'does not answer any more': () => new Promise<never>(() => {}),
  'refuses everything': () => Promise.reject(new Error('no database')),
};

/** A handle that works until it is told to break in this way. */
function breakable(db: Db) {
  let broken: (() => Promise<never>) | undefined;
  const guarded: Db = {
    ...db,
    transaction: (work) => broken?.() ?? db.transaction(work),
    all: (sql, ...params) => broken?.() ?? db.all(sql, ...params),
    run: (sql, ...params) => broken?.() ?? db.run(sql, ...params),
  };
  return {
    db: guarded,
    breakDown(how: () => Promise<never>) {
      broken = how;
    },
  };
}

describe.each(Object.entries(troubles))('a worker whose database %s', (_name, how) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let captured: ReturnType<typeof capturedLog>;
  beforeEach(async () => {
    clock = botClock();
    captured = capturedLog();
    engine = await (engines[0] as (typeof engines)[number]).open(clock);
  });
  afterEach(() => engine.remove());

  const started = async (handler: JobHandler) => {
    const { db, breakDown } = breakable(engine.db);
    const worker = startWorker({
      db,
      handlers: { q: handler },
      clock,
      log: captured.log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error) => error,
    });
    return { worker, breakDown };
  };
  const add = (key: string) => engine.db.transaction((tx) => addJob(tx, { queue: 'q', key, payload: {} }));
  const state = async () => (await engine.db.all('select state from job'))[0]?.state;

  it('is stopped a moment after its time, and says which jobs it has not handed back', async () => {
    const { worker, breakDown } = await started({ run: () => new Promise(() => {}) });
    await add('hangs');
    await until(async () => (await state()) === 'running');
    breakDown(how);
    let stopped = false;
    const stopping = worker.stop(GRACE_MS).then(() => {
      stopped = true;
    });
    await clock.advance(GRACE_MS - 1);
    expect(stopped).toBe(false);
    await clock.advance(501);
    expect(stopped).toBe(true);
    await stopping;
    expect(captured.text()).toContain('jobs are not handed back');
    expect(captured.text()).toMatch(/"jobs":\[1\]/);
  });

  it('is stopped in that time while it looks for jobs', async () => {
    const { worker, breakDown } = await started({ run: async () => undefined });
    await clock.advance(100);
    breakDown(how);
    await clock.advance(1_000);
    const stopping = worker.stop(GRACE_MS);
    await clock.advance(GRACE_MS + 500);
    await stopping;
  });
});
