import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimJobs, claimSuspect } from '../../src/jobs/claim.ts';
import { failJob, finishJob, LeaseLost, postponeJob, quarantineJob } from '../../src/jobs/end.ts';
import { extendLeases, freeOrphans, LAST_CALL_MS, LEASE_MS, sweepJobs } from '../../src/jobs/leases.ts';
import { MAX_FAILURES } from '../../src/jobs/outcome.ts';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/clock.ts';
import { GiveUp, Passing, Postpone } from '../../src/lib/outcome.ts';
import type { Tx } from '../../src/store/db.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, START, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';

describe.each(engines)('jobs on the $name engine', ({ open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  beforeEach(async () => {
    clock = botClock();
    engine = await open(clock);
  });
  afterEach(() => engine.remove());

  const add = (key: string, runAt?: number) =>
    engine.db.transaction((tx) =>
      addJob(tx, { queue: 'q', key, payload: { key }, ...(runAt ? { runAt } : {}) }),
    );
  const claim = (limit = 10) => claimJobs(engine.db, ['q'], limit);
  const freed = () => claimSuspect(engine.db, ['q'], true);
  const rows = () => engine.db.all('select key, state, failures, error from job order by id');

  it('takes one key once, however often and however concurrently it is added', async () => {
    const added = await Promise.all(Array.from({ length: 50 }, () => add('same')));
    expect(added.filter(Boolean)).toHaveLength(1);
    const [job] = await claim();
    await engine.db.transaction((tx) => finishJob(tx, job!));
    expect(await add('same')).toBe(false);
    await engine.reopen();
    expect(await add('same')).toBe(false);
  });

  it('hands each job to one claimer', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => add(`job ${n}`)));
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(5)));
    const ids = claims.flat().map((job) => job.id);
    expect(new Set(ids).size).toBe(30);
    expect(ids).toHaveLength(30);
  });

  it('hands out those of several queues oldest first, the rest later', async () => {
    for (let n = 0; n < 9; n++) {
      const job = { queue: `q${n % 3}`, key: `${n}`, payload: {}, runAt: START - 9 + n };
      await engine.db.transaction((tx) => addJob(tx, job));
    }
    const keys = async (limit: number) =>
      (await claimJobs(engine.db, ['q0', 'q1', 'q2'], limit)).map((job) => job.key);
    expect(await keys(4)).toEqual(['0', '1', '2', '3']);
    expect(await keys(10)).toEqual(['4', '5', '6', '7', '8']);
  });

  it('keeps a job back until it is due, and away from those who do not know its queue', async () => {
    await add('later', START + 5_000);
    expect(await claim()).toEqual([]);
    await clock.advance(5_000);
    expect(await claimJobs(engine.db, ['other'], 10)).toEqual([]);
    expect(await claim()).toHaveLength(1);
  });

  it('frees the job of a dead worker after its lease, and shuts the old worker out', async () => {
    await add('job');
    const [first] = await claim();
    await clock.advance(LEASE_MS + 1);
    await sweepJobs(engine.db);
    const second = await freed();
    expect(second).toMatchObject({ key: 'job', attempts: 2, failures: 0, deaths: 1 });
    const late = engine.db.transaction(async (tx) => {
      await finishJob(tx, first!);
    });
    await expect(late).rejects.toThrow(LeaseLost);
    await engine.db.transaction((tx) => finishJob(tx, second!));
  });

  it('lets nothing of an attempt without its lease touch the next one', async () => {
    await add('job');
    const [first] = await claim();
    await clock.advance(LEASE_MS + 1);
    await sweepJobs(engine.db);
    const second = await freed();
    const before = await engine.db.all('select * from job');
    for (const late of [
      (tx: Tx) => postponeJob(tx, first!, 1),
      (tx: Tx) => failJob(tx, first!, 1, 'late'),
      (tx: Tx) => quarantineJob(tx, first!, 'late'),
    ])
      await expect(engine.db.transaction(late)).rejects.toThrow(LeaseLost);
    await clock.advance(LEASE_MS / 2);
    await extendLeases(engine.db, [first!]);
    expect(await engine.db.all('select * from job')).toEqual(before);
    await clock.advance(LEASE_MS / 2 + 1);
    await sweepJobs(engine.db);
    await expect(engine.db.transaction((tx) => finishJob(tx, second!))).rejects.toThrow(LeaseLost);
  });

  it('frees what a dead process left, once its last call must have ended, if nobody else can have it', async () => {
    await add('job');
    await claim();
    await clock.advance(4_000);
    const db = await engine.reopen();
    await freeOrphans(db);
    // The last call may have been begun just before the process died, and that just before this start.
    await clock.advance(LAST_CALL_MS - 1);
    expect(await freed()).toBeUndefined();
    await clock.advance(1);
    expect(await claim()).toEqual([]);
    expect((await freed())?.key).toBe(db.exclusive ? 'job' : undefined);
  });

  it('frees at once what a process left that has been dead for long', async () => {
    await add('job');
    await claim();
    await clock.advance(20_000);
    const db = await engine.reopen();
    await freeOrphans(db);
    expect((await freed())?.key).toBe(db.exclusive ? 'job' : undefined);
  });

  it('leaves the job of a slow but living worker alone', async () => {
    await add('job');
    const claimed = await claim();
    for (let n = 0; n < 5; n++) {
      await clock.advance(LEASE_MS / 2);
      await extendLeases(engine.db, claimed);
      await sweepJobs(engine.db);
    }
    expect(await claim()).toEqual([]);
  });

  it('forgets finished jobs after seven days, and quarantined ones never', async () => {
    await add('done');
    const [job] = await claim();
    await engine.db.transaction((tx) => finishJob(tx, job!));
    await add('bad');
    await engine.db.run(`update job set state = 'quarantined', ended_at = now_ms() where key = 'bad'`);
    await clock.advance(6.9 * 24 * 3_600_000);
    await sweepJobs(engine.db);
    expect(await rows()).toHaveLength(2);
    await clock.advance(0.2 * 24 * 3_600_000);
    await sweepJobs(engine.db);
    expect((await rows()).map((row) => row.key)).toEqual(['bad']);
  });

  describe('the worker', () => {
    const { log } = capturedLog('silent');
    const work = (handler: JobHandler, itsClock = clock) =>
      startWorker({
        db: engine.db,
        handlers: { q: handler },
        clock: itsClock,
        log,
        metrics: createMetrics(),
        random: () => 0,
        judge: (error) => error,
      });

    it('commits what a job writes together with its end', async () => {
      const worker = work({
        run: async () => async (tx) => void (await addJob(tx, { queue: 'next', key: 'n', payload: 1 })),
      });
      await add('job');
      await expect
        .poll(async () => (await rows()).map((row) => [row.key, row.state]))
        .toEqual([
          ['job', 'done'],
          ['n', 'ready'],
        ]);
      await worker.stop(10_000);
    });

    it('writes nothing of a job whose end can not be committed', async () => {
      const worker = work({
        run: async () => async (tx) => {
          await addJob(tx, { queue: 'next', key: 'n', payload: 1 });
          throw new Error('no');
        },
      });
      await add('job');
      await expect
        .poll(async () => (await rows()).map((row) => [row.key, row.state, row.failures]))
        .toEqual([['job', 'ready', 1]]);
      await worker.stop(10_000);
    });

    it('retries with growing pauses, then quarantines and tells', async () => {
      const times: number[] = [];
      const told: string[] = [];
      const worker = work({
        run: async () => {
          times.push(clock.now() - START);
          throw new Error('still down');
        },
        gaveUp: async (job, error) => void told.push(`${job.key}: ${(error as Error).message}`),
      });
      await add('job');
      await clock.advance(70 * 1_000);
      expect(times).toEqual([0, 2_000, 6_000, 14_000, 30_000, 62_000]);
      expect(told).toEqual(['job: still down']);
      expect(await rows()).toMatchObject([
        { state: 'quarantined', failures: MAX_FAILURES, error: 'still down' },
      ]);
      await worker.stop(10_000);
    });

    it('tries a passing trouble for ten minutes, at least once a minute, then gives up and tells', async () => {
      const times: number[] = [];
      const told: unknown[] = [];
      const worker = work({
        run: async () => {
          times.push(clock.now() - START);
          throw new Passing(new Error('no answer'));
        },
        gaveUp: async (_job, error) => void told.push((error as Error).message),
      });
      await add('job');
      await clock.advance(11 * 60 * 1_000);
      const pauses = times.slice(1).map((time, n) => time - (times[n] ?? 0));
      expect(Math.max(...pauses)).toBe(60_000);
      expect(times.at(-1)).toBeGreaterThan(9 * 60_000);
      expect(times.at(-1)).toBeLessThanOrEqual(10 * 60_000);
      expect(told).toEqual(['no answer']);
      await worker.stop(10_000);
    });

    it('is patient with a limit for as long, and no longer', async () => {
      const told: unknown[] = [];
      const worker = work({
        run: async () => {
          throw new Postpone(30_000, 'limit', 'the limit');
        },
        gaveUp: async (_job, error) => void told.push(error),
      });
      await add('job');
      await clock.advance(9 * 60 * 1_000);
      expect(told).toEqual([]);
      await clock.advance(2 * 60 * 1_000);
      expect(told).toEqual(['the limit']);
      await worker.stop(10_000);
    });

    it('has its whole patience when it is due, however long before that it was added', async () => {
      const told: unknown[] = [];
      const worker = work({
        run: async () => {
          throw new Postpone(1_000, 'limit');
        },
        gaveUp: async (_job, error) => void told.push(error),
      });
      await add('job', clock.now() + HOUR_MS);
      await clock.advance(HOUR_MS + 9 * MINUTE_MS);
      expect(told).toEqual([]);
      await clock.advance(2 * MINUTE_MS);
      expect(told).toHaveLength(1);
      await worker.stop(10_000);
    });

    it('measures patience by the clock of the database, however wrong its own is', async () => {
      const told: unknown[] = [];
      const handler: JobHandler = {
        run: async () => {
          throw new Postpone(1_000, 'limit');
        },
        gaveUp: async (_job, error) => void told.push(error),
      };
      const worker = work(handler, { ...clock, now: () => clock.now() + 20 * 60_000 });
      await add('job');
      await clock.advance(30 * 1_000);
      expect(told).toEqual([]);
      await worker.stop(10_000);
    });

    it('keeps the lease of a long attempt', async () => {
      let end = () => {};
      const worker = work({
        run: () =>
          new Promise((resolve) => {
            end = () => resolve(undefined);
          }),
      });
      await add('job');
      await clock.advance(120 * 1_000);
      end();
      await expect
        .poll(() => engine.db.all('select state, attempts, deaths from job'))
        .toEqual([{ state: 'done', attempts: 1, deaths: 0 }]);
      await worker.stop(10_000);
    });

    it('quarantines at once what no attempt can help, with the cause', async () => {
      const causes: unknown[] = [];
      const worker = work({
        run: async () => {
          throw new GiveUp('hopeless', 'the cause');
        },
        gaveUp: async (_job, error) => void causes.push(error),
      });
      await add('job');
      await expect.poll(() => causes).toEqual(['the cause']);
      await worker.stop(10_000);
    });

    it('quarantines with both reasons what nobody could be told of, and writes nothing of the telling', async () => {
      const worker = work({
        run: async () => {
          throw new GiveUp('hopeless');
        },
        gaveUp: async (_job, _error, tx) => {
          await addJob(tx, { queue: 'next', key: 'n', payload: 1 });
          throw new Error('no way to tell');
        },
      });
      await add('job');
      await expect.poll(async () => (await rows()).map((row) => row.state)).toEqual(['quarantined']);
      expect((await rows())[0]?.error).toMatch(/hopeless.*no way to tell/);
      await worker.stop(10_000);
    });

    it('tells when only the first attempt to tell fails', async () => {
      const told: string[] = [];
      let tries = 0;
      const worker = work({
        run: async () => {
          throw new GiveUp('hopeless');
        },
        gaveUp: async (job) => {
          if (++tries === 1) throw new Error('the connection broke');
          told.push(job.key);
        },
      });
      await add('job');
      await expect.poll(rows).toMatchObject([{ state: 'quarantined', error: 'hopeless' }]);
      expect(told).toEqual(['job']);
      await worker.stop(10_000);
    });

    it('does not count patience as failure', async () => {
      let tries = 0;
      const worker = work({
        run: async () => {
          if (++tries < 20) throw new Postpone(1_000, 'limit');
          return undefined;
        },
      });
      await add('job');
      await clock.advance(21 * 1_000);
      expect(await rows()).toMatchObject([{ state: 'done', failures: 0 }]);
      await worker.stop(10_000);
    });

    it('hands back what is not done in time, for another worker to take once its last call must have ended', async () => {
      const worker = work({ run: () => new Promise(() => {}) });
      await add('job');
      await expect.poll(async () => (await rows())[0]?.state).toBe('running');
      const stopped = worker.stop(5_000);
      await clock.advance(5_000);
      await stopped;
      expect(await rows()).toMatchObject([{ state: 'ready', failures: 0 }]);
      await clock.advance(9_999);
      expect(await claim()).toEqual([]);
      await clock.advance(1);
      expect(await claim()).toHaveLength(1);
    });

    it('keeps hold of a second attempt when the first, which had lost its lease, ends', async () => {
      const ends: (() => void)[] = [];
      const worker = work({
        run: () =>
          new Promise((resolve) => {
            ends.push(() => resolve(undefined));
          }),
      });
      await add('job');
      await expect.poll(() => ends.length).toBe(1);
      await engine.db.run('update job set lease_until = now_ms() - 1');
      await sweepJobs(engine.db);
      // The first is no longer waited for, and so the second is alone.
      await clock.advance(30_000);
      expect(ends).toHaveLength(2);
      ends[0]?.();
      await clock.advance(60_000);
      expect(ends).toHaveLength(2);
      const stopped = worker.stop(5_000);
      await clock.advance(5_000);
      await stopped;
      expect(await rows()).toMatchObject([{ state: 'ready', failures: 0 }]);
    });

    it('finishes what runs when it is stopped, and takes nothing more', async () => {
      let release = () => {};
      const started: string[] = [];
      const worker = work({
        run: (job) => {
          started.push(job.key);
          return new Promise((resolve) => {
            release = () => resolve(undefined);
          });
        },
      });
      await add('first');
      await expect.poll(() => started).toEqual(['first']);
      const stopped = worker.stop(10_000);
      await add('second');
      release();
      await stopped;
      expect((await rows()).map((row) => row.state)).toEqual(['done', 'ready']);
    });
  });
});
