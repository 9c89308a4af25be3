import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STEADY_MS } from '../../src/jobs/alone.ts';
import { freeOrphans, LEASE_MS, sweepJobs } from '../../src/jobs/leases.ts';
import { LONGEST_MS } from '../../src/jobs/outcome.ts';
import type { JobHandler } from '../../src/jobs/perform.ts';
import { addJob, type Job } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import type { Db } from '../../src/store/db.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { seeded } from '../support/random.ts';
import { until } from '../support/until.ts';

const never = () => new Promise<never>(() => {});

describe.each(engines)('suspects on the $name engine', ({ name, open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  let captured: ReturnType<typeof capturedLog>;
  let workers: ReturnType<typeof startWorker>[];
  beforeEach(async () => {
    clock = botClock();
    captured = capturedLog();
    workers = [];
    engine = await open(clock);
  });
  afterEach(async () => {
    const stopped = workers.map((worker) => worker.stop(0));
    await clock.advance(1_000);
    await Promise.all(stopped);
    await engine.remove();
  });

  const work = (handler: JobHandler, db: Db = engine.db, isolated: Record<string, JobHandler>[] = []) => {
    const parts = {
      clock,
      log: captured.log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error: unknown) => error,
    };
    const worker = startWorker({ ...parts, db, handlers: { q: handler }, isolated });
    if (db === engine.db) workers.push(worker);
    return worker;
  };
  /** A process that can be killed: nothing that it does afterwards reaches the database. */
  const mortal = (handler: (die: () => Promise<never>) => JobHandler) => {
    let dead = false;
    const { db } = engine;
    const alive = <T>(work: () => Promise<T>) => (dead ? never() : work());
    const die = () => {
      dead = true;
      void worker.stop(0);
      return never();
    };
    const worker = work(handler(die), {
      ...db,
      transaction: (work) => alive(() => db.transaction(work)),
      all: (sql, ...params) => alive(() => db.all(sql, ...params)),
      run: (sql, ...params) => alive(() => db.run(sql, ...params)),
      listen: (channel, wake) => db.listen(channel, () => void (dead || wake())),
    });
    return { die, isDead: () => dead };
  };
  /** What a dead process held, found by its successor, or by another replica. */
  const freed = async () => {
    if (name === 'embedded') await freeOrphans(engine.db);
    await clock.advance(LEASE_MS + 1);
    await sweepJobs(engine.db);
  };
  const add = (key: string, { queue = 'q', runAt = clock.now() } = {}) =>
    engine.db.transaction((tx) => addJob(tx, { queue, key, payload: {}, runAt }));
  const rows = () =>
    engine.db.all<{ key: string; state: string; suspicion: number }>(
      'select key, state, suspicion, deaths, failures from job order by id',
    );
  const suspect = (key: string, suspicion = 1) =>
    engine.db.run('update job set suspicion = $1, deaths = $1 where key = $2', suspicion, key);
  /** Jobs that run until they are let go, and how many ran beside each other when each began. */
  const held = () => {
    const [running, beside] = [new Map<string, () => void>(), {} as Record<string, string[]>];
    const run = (job: Job) => {
      beside[job.key] = [...running.keys()];
      return new Promise<undefined>((resolve) => {
        running.set(job.key, () => {
          running.delete(job.key);
          resolve(undefined);
        });
      });
    };
    return { run, beside, running, end: (key: string) => running.get(key)?.() };
  };

  it('are what a process held that died; each then runs with nothing beside it in its process', async () => {
    const first = held();
    const { die } = mortal(() => first);
    await Promise.all(['a', 'b'].map((key) => add(key)));
    await until(() => first.running.size === 2);
    void die();
    await freed();
    expect(await rows()).toMatchObject([
      { key: 'a', state: 'ready', suspicion: 1, deaths: 1 },
      { key: 'b', state: 'ready', suspicion: 1, deaths: 1 },
    ]);
    const second = held();
    await engine.db.run('update job set run_at = now_ms() + 2000');
    await Promise.all([add('old'), add('apart', { queue: 'r' })]);
    work(second, engine.db, [{ r: second }]);
    await until(() => second.running.size === 2);
    await clock.advance(3_000);
    await Promise.all([add('new'), add('new apart', { queue: 'r' })]);
    expect(Object.keys(second.beside)).toHaveLength(2);
    second.end('old');
    second.end('apart');
    await until(() => second.running.size === 1);
    expect(second.beside.a).toEqual([]);
    await clock.advance(5_000);
    expect([...second.running.keys()]).toEqual(['a']);
    second.end('a');
    await until(() => second.running.size === 2);
    // Which of the two began first is theirs.
    expect([
      [['new apart'], []],
      [[], ['new']],
    ]).toContainEqual([second.beside.new, second.beside['new apart']]);
    second.end('new');
    second.end('new apart');
    await clock.advance(3_000);
    expect(second.beside.b).toEqual([]);
    second.end('b');
    await until(async () => (await rows()).every(({ state }) => state === 'done'));
  });

  it('are suspects no more once they have run alone to an end, whichever', async () => {
    const seen: number[] = [];
    work({
      run: async (job) => {
        seen.push(job.suspicion);
        throw new Error('no');
      },
    });
    await add('job', { runAt: clock.now() + 500 });
    await suspect('job', 1);
    await clock.advance(5_000);
    expect(seen).toEqual([1, 0]);
    expect(await rows()).toMatchObject([{ state: 'ready', suspicion: 0 }]);
  });

  it('are not run once they have ended two processes while alone: whoever waits is told', async () => {
    const ran: string[] = [];
    const told: string[] = [];
    const gaveUp: JobHandler['gaveUp'] = async (job, error) =>
      void told.push(`${job.key}: ${(error as Error).message}`);
    const poison = (die: () => Promise<never>): JobHandler => ({
      run: async (job) => {
        ran.push(job.key);
        return job.key === 'poison' ? die() : undefined;
      },
      gaveUp,
    });
    await add('poison');
    for (let deaths = 0; deaths < 3; deaths++) {
      const { isDead } = mortal(poison);
      if (deaths === 2) {
        await clock.advance(STEADY_MS - 1_000);
        expect(isDead()).toBe(false);
      }
      await clock.advance(2_000);
      expect(isDead()).toBe(true);
      await freed();
    }
    expect(await rows()).toMatchObject([{ state: 'ready', suspicion: 3, deaths: 3 }]);
    work({ run: async (job) => void ran.push(job.key), gaveUp });
    await add('other');
    await until(async () => (await rows())[0]?.state === 'quarantined');
    expect(told).toEqual(['poison: its process ended twice while nothing else ran there']);
    const line = await until(() => captured.lines.find((line) => line.includes('"quarantined"')));
    expect(line).toContain('"key":"poison"');
    await until(async () => (await rows())[1]?.state === 'done');
    expect(ran).toEqual(['poison', 'poison', 'poison', 'other']);
  });

  it('are quarantined without a word when telling ends the process, too', async () => {
    await add('poison');
    await suspect('poison', 4);
    let told = false;
    work({
      run: never,
      gaveUp: async () => {
        told = true;
      },
    });
    await until(async () => (await rows())[0]?.state === 'quarantined');
    expect(told).toBe(false);
  });

  it('and the other jobs take turns', async () => {
    const order: string[] = [];
    work({
      run: async (job) => {
        order.push(job.key);
        await clock.sleep(900);
        return undefined;
      },
    });
    const suspects = Array.from({ length: 9 }, (_, n) => `suspect ${n}`);
    for (const key of suspects) {
      await add(key, { runAt: clock.now() + 500 });
      await suspect(key);
    }
    await clock.advance(1_100);
    await add('other');
    await clock.advance(3_000);
    expect(order.length).toBeLessThan(6);
    expect(order).toContain('other');
    await clock.advance(20_000);
    expect(order).toEqual(expect.arrayContaining(suspects));
  });

  it('do not hold up others for long while something in the process takes its time', async () => {
    const begun: string[] = [];
    work({
      run: (job) => {
        begun.push(job.key);
        return job.key === 'slow' ? never() : Promise.resolve(undefined);
      },
    });
    await add('slow');
    await add('suspect', { runAt: clock.now() + 500 });
    await suspect('suspect');
    await clock.advance(2_000);
    await add('other');
    await clock.advance(11_000);
    expect(begun).toEqual(['slow', 'other']);
    await clock.advance(LONGEST_MS + 11_000);
    expect(begun).toContain('suspect');
  });

  /** Jobs that take a while, and one that ends its process each time. */
  const mixed = (random: () => number) => {
    const [done, told] = [[] as string[], [] as string[]];
    const handler = (die: () => Promise<never>): JobHandler => ({
      patienceMs: Number.POSITIVE_INFINITY,
      async run({ key }) {
        if (key === 'poison') return die();
        await clock.sleep(Math.round(50 + random() * 400));
        return async () => void done.push(key);
      },
      gaveUp: async (job) => void told.push(job.key),
    });
    return { done, told, handler };
  };
  /** A few in the suite; hundreds with DRILL_KILLS. */
  const kills = Number(process.env.DRILL_KILLS ?? (name === 'embedded' ? 12 : 3));
  /** In the end processes live for as long as they can. */
  const untilOneLives = async (handler: (die: () => Promise<never>) => JobHandler) => {
    for (let process = 0; process < 4; process++) {
      const { isDead } = mortal(handler);
      for (let n = 0; n < 3 + kills / 20 && !isDead(); n++) await clock.advance(30_000);
      if (!isDead()) return;
      await freed();
    }
  };

  it(`are done in spite of ${kills} kills where they are innocent; the poison among them is not`, () =>
    seeded(async (random) => {
      const { done, told, handler } = mixed(random);
      await add('poison');
      const keys: string[] = [];
      for (let kill = 0; kill < kills; kill++) {
        for (const n of [1, 2, 3]) keys.push(`${kill}.${n}`);
        await Promise.all(keys.slice(-3).map((key) => add(key)));
        const { die } = mortal(handler);
        // Some processes live long enough to be steady.
        await clock.advance(Math.round(kill % 10 === 9 ? STEADY_MS + random() * 5_000 : random() * 3_000));
        void die();
        await freed();
      }
      await untilOneLives(handler);
      expect(told).toEqual(['poison']);
      const left = (await rows()).filter(({ state }) => state !== 'done');
      expect(left).toMatchObject([{ key: 'poison', state: 'quarantined' }]);
      expect(done.sort()).toEqual(keys.sort());
    }));
});
