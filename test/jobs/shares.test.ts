import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimJobs, FEW } from '../../src/jobs/claim.ts';
import { addJob, type Job } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { traced } from '../../src/lib/trace.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { openOffice } from '../support/bot.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { until } from '../support/until.ts';

describe.each(engines)('the slots of a worker on the $name engine', ({ open }) => {
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

  const add = (person: string | undefined, ...keys: string[]) =>
    engine.db.transaction(async (tx) => {
      const cause = { eventId: 'e', person };
      for (const key of keys) await addJob(tx, { queue: 'q', key, payload: {}, cause });
    });
  const many = (name: string, n: number) => Array.from({ length: n }, (_, index) => `${name} ${index}`);
  /** Works on jobs that last until they are let go. */
  const work = (where?: 'apart') => {
    const [running, most] = [new Map<string, () => void>(), new Map<string, number>()];
    const run = ({ key, cause }: Job) => {
      const person = cause?.person ?? 'nobody';
      return new Promise<undefined>((resolve) => {
        running.set(key, () => {
          running.delete(key);
          resolve(undefined);
        });
        const theirs = [...running.keys()].filter((one) => one.startsWith(person)).length;
        most.set(person, Math.max(most.get(person) ?? 0, theirs));
      });
    };
    const parts = {
      clock,
      log: capturedLog('silent').log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error: unknown) => error,
    };
    const handlers = where
      ? { isolated: [{ q: { run, slots: 2 } }], handlers: {} }
      : { handlers: { q: { run } } };
    worker = startWorker({ ...parts, db: engine.db, ...handlers });
    return { running, most };
  };

  it('are never taken by one person whole: another finds one at once', async () => {
    await add('ou_hog', ...many('ou_hog', 40));
    const { running, most } = work();
    await until(() => running.size === FEW);
    await add('ou_other', 'ou_other 0');
    await until(() => running.has('ou_other 0'));
    while (running.size > 0) {
      for (const end of [...running.values()]) end();
      await clock.advance(1_000);
    }
    expect(most.get('ou_hog')).toBe(FEW);
    expect(await engine.db.all(`select 1 from job where state <> 'done'`)).toEqual([]);
  });

  it('go to those who wait behind thousands of one person, in the same moment', async () => {
    await add('ou_hog', ...many('ou_hog', 300));
    await add('ou_a', ...many('ou_a', 6));
    await add('ou_b', ...many('ou_b', 2));
    const { running } = work();
    await until(() => running.size === 2 * FEW + 2);
  });

  it('are all there for what is nobody’s', async () => {
    await add(undefined, ...many('nobody', 20));
    await add('not an id {}"$', ...many('nobody else', 20));
    const { running } = work();
    await until(() => running.size === 16);
  });

  it('are lent by what waits for somebody outside, up to four times as many, and come back', async () => {
    await add(undefined, ...many('slow', 80));
    const { running } = work();
    for (const size of [16, 32, 48, 64, 64]) {
      await until(() => running.size === size);
      await clock.advance(999);
      expect(running.size).toBe(size);
      await clock.advance(1);
    }
    for (const end of [...running.values()]) end();
    await until(() => running.size === 16);
  });

  it('are not lent by a queue that has slots of its own', async () => {
    await add(undefined, ...many('large', 4));
    const { running } = work('apart');
    await until(() => running.size === 2);
    await clock.advance(5_000);
    expect(running.size).toBe(2);
  });

  it('count as the person’s for whatever comes of what they did, put off or not', async () => {
    const cause = { eventId: 'e', receivedAt: 1, person: 'ou_hog' };
    await traced({ ids: {}, cause }, () =>
      engine.db.transaction(async (tx) => {
        for (let n = 0; n < 6; n++)
          await addJob(tx, {
            queue: 'q',
            key: `${n}`,
            payload: {},
            ...(n % 2 ? { runAt: clock.now() } : {}),
          });
      }),
    );
    expect(await claimJobs(engine.db, ['q'], 10, { ou_hog: 1 })).toHaveLength(FEW - 1);
    expect(await claimJobs(engine.db, ['q'], 10, { ou_hog: FEW })).toHaveLength(0);
    expect(await claimJobs(engine.db, ['q'], 10, { ou_other: FEW })).toHaveLength(3);
  });
});

describe.each(engines)('a worker on the $name engine', ({ open }) => {
  it('knows that it is stuck: work waits, and for a minute nothing was begun or ended', async () => {
    const clock = botClock();
    const engine = await open(clock);
    let elapsed = 0;
    let begun = 0;
    const hang = () => {
      begun += 1;
      return new Promise<never>(() => {});
    };
    const worker = startWorker({
      db: engine.db,
      handlers: { r: { run: async () => undefined } },
      isolated: [{ q: { run: hang } }],
      clock,
      log: capturedLog('silent').log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error: unknown) => error,
      meter: { elapsed: () => elapsed, cpu: () => 0, tick: () => () => undefined },
      concurrency: 1,
    });
    const add = (key: string, person?: string) =>
      engine.db.transaction((tx) =>
        addJob(tx, { queue: 'q', key, payload: {}, cause: { eventId: 'e', person } }),
      );
    await add('hangs');
    await until(() => begun === 1);
    elapsed += 60_000;
    await worker.check();
    await add('waits', 'ou_somebody');
    await clock.advance(9_999);
    await worker.check();
    await clock.advance(1);
    await expect(worker.check()).rejects.toThrow('jobs wait, and none was begun and none ended for 60 s');
    elapsed -= 1;
    await worker.check();
    const stopped = worker.stop(0);
    await clock.advance(1_000);
    await stopped;
    await engine.remove();
  });
});

it('one person’s many stalled requests do not keep another waiting for an answer', async () => {
  const office = await openOffice();
  const { instance_code } = office.sandbox.instance('laptops');
  office.sandbox.faults.add({
    on: 'call',
    method: 'GET',
    path: '/open-apis/approval/v4/instances/:id',
    times: 100,
    answerDelayMs: 300_000,
  });
  for (let n = 0; n < 20; n++) await office.say('zhangsan', `/cc @李四 ${instance_code} no. ${n}`);
  await office.wait(1);
  await office.say('lisi', '/ping');
  await office.wait(1);
  expect(office.heard('direct:lisi')).toHaveLength(1);
  await office.close();
});
