import { expect, it } from 'vitest';
import { manualClock, realClock } from '../../sandbox/platform/index.ts';

it('wakes sleepers in the order of time, each seeing its own time, and new ones that fall due', async () => {
  const clock = manualClock(1000);
  const log: [string, number][] = [];
  const note = (name: string) => log.push([name, clock.now()]);
  void clock.sleep(300).then(() => note('c'));
  void clock.sleep(100).then(async () => {
    note('a');
    await clock.sleep(100);
    note('b');
  });
  await clock.advance(299);
  expect(log).toEqual([
    ['a', 1100],
    ['b', 1200],
  ]);
  await clock.advance(1);
  expect(log.at(-1)).toEqual(['c', 1300]);
  expect(clock.now()).toBe(1300);
});

it('stands still by itself', async () => {
  const clock = manualClock(5);
  let woke = false;
  void clock.sleep(1).then(() => {
    woke = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([woke, clock.now()]).toEqual([false, 5]);
});

it.each([
  ['manual', () => manualClock(0)],
  ['real', () => realClock()],
] as const)('%s: an aborted sleep rejects', async (_name, create) => {
  const stop = new AbortController();
  const slept = create().sleep(1000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await expect(create().sleep(1, stop.signal)).rejects.toThrow('enough');
});

it('real: advancing adds to wall time and wakes who is due', async () => {
  const clock = realClock();
  const before = Date.now();
  const order: string[] = [];
  const late = clock.sleep(7_200_000).then(() => order.push('late'));
  const early = clock.sleep(3_600_000).then(() => order.push('early'));
  await clock.advance(8_000_000);
  await Promise.all([late, early]);
  expect(order).toEqual(['early', 'late']);
  expect(clock.now() - before).toBeGreaterThanOrEqual(8_000_000);
});

it('lets all who move it on at once go on as soon as the work elsewhere has ended', {
  timeout: 30_000,
}, async () => {
  const clock = manualClock(0);
  const work = new Promise((resolve) => setTimeout(resolve, 5));
  clock.busy?.(work, 3_600_000);
  await Promise.all([clock.advance(10), clock.advance(10), clock.advance(10)]);
  expect(clock.now()).toBeGreaterThanOrEqual(10);
});
