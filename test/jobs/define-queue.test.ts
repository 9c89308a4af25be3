import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineQueue } from '../../src/jobs/define-queue.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const parcels = defineQueue('parcels', z.object({ to: z.object({ name: z.string() }) }));

describe.each(engines)('jobs of a queue on $name', ({ open }) => {
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
    await engine.remove();
  });

  const rows = () =>
    engine.db.all<{ key: string; state: string; error: string | null }>(
      'select key, state, error from job order by key',
    );

  it('get what was written for them, and what another version wrote ends with the queue and the place', async () => {
    const told: string[] = [];
    const done: string[] = [];
    const { db } = engine;
    const strange = { none: null, text: 'to', empty: {}, other: { to: { name: 7 } }, list: { to: [] } };
    await db.transaction(async (tx) => {
      for (const [key, payload] of Object.entries(strange))
        await addJob(tx, { queue: 'parcels', key, payload });
      await parcels.add(tx, { key: 'fine', payload: { to: { name: 'zhangsan' } } });
    });
    const handler = parcels.handler({
      run: async ({ payload }) => void done.push(payload.to.name),
      gaveUp: async ({ payload }) => void told.push(payload.to.name),
    });
    const { log } = capturedLog();
    const parts = { db, clock, log, metrics: createMetrics(), random: () => 0 };
    worker = startWorker({ ...parts, judge: (error: unknown) => error, handlers: { parcels: handler } });
    await until(async () => {
      await clock.advance(30_000);
      return (await rows()).every(({ state }) => state !== 'ready' && state !== 'running');
    });
    const unreadable = (where: string) => ({
      state: 'quarantined',
      error: expect.stringMatching(`^the payload of parcels is unreadable at ${where}: [^;]*$`),
    });
    expect(await rows()).toEqual([
      { key: 'empty', ...unreadable('to') },
      { key: 'fine', state: 'done', error: null },
      { key: 'list', ...unreadable('to') },
      { key: 'none', ...unreadable('its root') },
      { key: 'other', ...unreadable('to.name') },
      { key: 'text', ...unreadable('its root') },
    ]);
    expect([done, told]).toEqual([['zhangsan'], []]);
  });
});
