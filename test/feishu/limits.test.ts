import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LimitReached } from '../../src/feishu/gateway/errors.ts';
import { type Limiter, limiter } from '../../src/feishu/gateway/limiter.ts';
import { fast, type Limit, type Priority, perReceiver, slow } from '../../src/feishu/gateway/limits.ts';
import { withWorkSignal } from '../../src/lib/work-signal.ts';
import type { Db } from '../../src/store/db.ts';
import { botClock, START, type TestClock } from '../support/clock.ts';
import { engines, type OpenEngine } from '../support/engines.ts';
import { DATABASE_PATIENCE_MS } from '../support/postgres.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

/** The largest number of calls in any window of this length, wherever it begins. */
function densest(times: number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  return sorted.reduce((most, time, last) => {
    while ((sorted[first] as number) <= time - windowMs) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}

describe.each(engines)('limits on the $name engine', ({ name, open }) => {
  let engine: OpenEngine;
  let clock: TestClock;
  beforeEach(async () => {
    clock = botClock();
    engine = await open(clock);
  });
  afterEach(() => engine.remove());

  /** A limiter whose statements time waits for, however busy the machine. */
  const limiterOn = (db: Db) =>
    limiter(
      {
        ...db,
        transaction(work, how) {
          const done = db.transaction(work, how);
          clock.busy(done, DATABASE_PATIENCE_MS);
          return done;
        },
      },
      clock,
    );
  /** Calls that begin now and note when they were let through. */
  const callers = async (limits: Limit[]) => {
    const replicas = [limiterOn(engine.db), limiterOn(await engine.another())];
    return (count: number, priority?: Priority) => {
      const times: number[] = [];
      const all = Array.from({ length: count }, async (_, n) => {
        const attempt = () => (replicas[n % 2] as Limiter).pass(limits, priority);
        await attempt().catch(async function again(error): Promise<void> {
          if (!(error instanceof LimitReached)) throw error;
          await clock.sleep(error.waitMs);
          return attempt().catch(again);
        });
        times.push(clock.now());
      });
      // What is still waiting when the test ends fails with the database, and that is no concern of it.
      for (const one of all) one.catch(() => undefined);
      return times;
    };
  };
  const pass = (ms: number) => clock.advance(ms);

  it('hold in every sliding second and minute, over two handles, however greedy the callers', async () => {
    const call = await callers([fast('api')]);
    const times = call(1_200);
    await pass(75 * SECOND);
    expect(densest(times, SECOND)).toBeLessThanOrEqual(50);
    expect(densest(times, MINUTE)).toBeLessThanOrEqual(1_000);
    expect(times.length).toBe(1_200);
  });

  it('hold after a pause as well: what was not used is not saved up', async () => {
    const call = await callers([slow('api')]);
    const early = call(20);
    await pass(5 * MINUTE);
    const late = call(150);
    await pass(MINUTE);
    expect(densest([...early, ...late], MINUTE)).toBeLessThanOrEqual(100);
    expect(late.length).toBeGreaterThan(90);
  });

  it('are kept together, also when calls to one person queue behind those to others', async () => {
    const one = await callers([fast('api'), perReceiver('ou_1')]);
    const many = await callers([fast('api')]);
    const times = [one(60), many(400)];
    await pass(50 * SECOND);
    expect(densest(times[0] ?? [], SECOND)).toBeLessThanOrEqual(5);
    expect(densest(times.flat(), SECOND)).toBeLessThanOrEqual(50);
    expect(times.map((list) => list.length)).toEqual([60, 400]);
  });

  it('let some wait in line for one receiver, and tell each of the others another time to come again', async () => {
    const replica = limiterOn(engine.db);
    const limits = [perReceiver('ou_1'), fast('api')];
    const outcomes = Array.from({ length: 80 }, () => replica.pass(limits).catch((error) => error));
    await pass(20 * SECOND);
    const refused = (await Promise.all(outcomes)).filter((one) => one instanceof LimitReached);
    expect(refused).toHaveLength(33);
    const first = Math.min(...refused.map((one) => one.waitMs));
    const inOrder = refused.map((_, n) => Math.ceil(first + (n * MINUTE) / 180));
    expect(refused.map((one) => one.waitMs).toSorted((a, b) => a - b)).toEqual(inOrder);
  });

  it('serve those whom they sent away before those who came later, however many come', async () => {
    const replica = limiterOn(engine.db);
    const served: { asked: number; at: number }[] = [];
    let sentAway = 0;
    const call = async (asked: number, isSenior = false): Promise<void> => {
      const slot = { hasRoom: () => true, stepAside: () => () => {}, asideMs: () => 0, isSenior };
      const work = withWorkSignal(new AbortController().signal, () => replica.pass([slow('api')]), { slot });
      const error = await work.catch((reason) => reason);
      if (!(error instanceof LimitReached)) return void served.push({ asked, at: clock.now() - START });
      if (!isSenior) sentAway++;
      await clock.sleep(error.waitMs);
      return call(asked, true);
    };
    // Twice as many as the limit lets through, for three minutes.
    for (let asked = 0; asked < 180; asked++) {
      for (let n = 0; n < 3; n++) void call(asked).catch(() => undefined);
      await pass(SECOND);
    }
    const early = served.filter(({ asked }) => asked < 60);
    expect(sentAway).toBeGreaterThan(200);
    expect(served.length).toBeGreaterThan(265);
    expect(early).toHaveLength(180);
    expect(Math.max(...early.map(({ at }) => at))).toBeLessThan(150 * SECOND);
  });

  it('let a person through at once while thousands wait in bulk, and leave nothing of the rest unused', async () => {
    const call = await callers([fast('api')]);
    const bulk = call(3_000, 'bulk');
    const waits: number[] = [];
    const people: number[] = [];
    for (let second = 0; second < 62; second++) {
      await pass(SECOND);
      const asked = clock.now();
      const answered = call(1);
      await clock.advance(250);
      waits.push((answered[0] ?? Number.POSITIVE_INFINITY) - asked);
      people.push(...answered);
    }
    const all = [...bulk, ...people];
    expect(Math.max(...waits)).toBeLessThanOrEqual(250);
    expect(densest(all, SECOND)).toBeLessThanOrEqual(50);
    expect(densest(all, MINUTE)).toBeLessThanOrEqual(1_000);
    const allowed = 25 + ((clock.now() - START) / MINUTE) * 970;
    expect(all.length / allowed).toBeGreaterThanOrEqual(0.97);
    const inFirstMinute = all.filter((time) => time < START + MINUTE);
    expect(inFirstMinute.length).toBeGreaterThanOrEqual(970);
  });

  it('let several people at once go first, also where places are rare', async () => {
    const call = await callers([slow(name)]);
    const bulk = call(300, 'bulk');
    await pass(20 * SECOND);
    const asked = clock.now();
    const people = call(2);
    const crowd = call(10);
    await pass(30 * SECOND);
    expect(people.map((time) => time - asked)).toEqual([0, 0]);
    const before = bulk.filter((time) => time > asked && time <= Math.max(...crowd));
    expect(before).toEqual([]);
    expect(crowd).toHaveLength(10);
    expect(densest([...bulk, ...people, ...crowd], MINUTE)).toBeLessThanOrEqual(100);
  });

  it('leave the places of one receiver free while bulk to them waits for another limit', async () => {
    await (await callers([fast('api')]))(400);
    await pass(SECOND);
    const bulk = (await callers([fast('api'), perReceiver('ou_1')]))(10, 'bulk');
    await clock.advance(10);
    const asked = clock.now();
    const people = (await callers([fast('other'), perReceiver('ou_1')]))(2);
    await clock.advance(0);
    expect(bulk).toEqual([]);
    expect(people).toEqual([asked, asked]);
  });

  it.each([
    ['an hour', 3_600_000],
    ['a day', 86_400_000],
    ['90 days', 90 * 86_400_000],
    ['far more than anybody lives', 1e300],
  ])('let nobody wait longer than for a burst when a stored time lies %s ahead', async (_, ahead) => {
    const limits = [perReceiver('ou_1'), slow('api')];
    await limiterOn(engine.db).pass(limits);
    await engine.db.run(
      'update rate_limit set theoretical_arrival = now_ms() + cast($1 as double precision)',
      ahead,
    );
    const asked = clock.now();
    const times = (await callers(limits))(2);
    const bulk = (await callers([slow('api')]))(1, 'bulk');
    await pass(15 * SECOND);
    expect(times).toHaveLength(2);
    expect(bulk).toHaveLength(1);
    expect(Math.max(...times, ...bulk) - asked).toBeLessThanOrEqual(10 * SECOND);
  });

  it('send away whoever would have to wait for long, and keep some places for those who come again', async () => {
    const replica = limiterOn(engine.db);
    const outcomes = Array.from({ length: 150 }, () => replica.pass([slow('api')]).catch((error) => error));
    await pass(MINUTE + SECOND);
    const refused = (await Promise.all(outcomes)).filter((one) => one instanceof LimitReached);
    expect(refused.length).toBeGreaterThan(70);
    expect(refused.length).toBeLessThan(90);
    expect(Math.max(...refused.map((one) => one.waitMs))).toBeLessThanOrEqual(MINUTE);
  });
});
