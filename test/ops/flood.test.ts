import { afterEach, expect, it } from 'vitest';
import { listen } from '../../src/lib/http/server.ts';
import { createMetrics, metricsRoute, watch } from '../../src/telemetry/metrics.ts';
import { seldom } from '../../src/telemetry/seldom.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it('a flood of scrapes reads the database a few times, and all are answered', async () => {
  const { registry } = createMetrics();
  let reads = 0;
  const read = async () => [{ labels: {}, value: ++reads }];
  watch(registry, { name: 'reads', help: 'h', labels: [], read });
  const options = { host: '127.0.0.1', port: 0, requestTimeoutMs: 5_000 };
  const server = await listen([metricsRoute(registry)], options);
  closing.push(() => server.close(Promise.resolve()));
  const began = performance.now();
  const scrape = () => fetch(`http://127.0.0.1:${server.port}/metrics`).then((answer) => answer.text());
  for (let n = 0; n < 20; n++) {
    const texts = await Promise.all(Array.from({ length: 10 }, scrape));
    for (const text of texts) expect(text).toMatch(/^approval_bot_reads \d+$/m);
  }
  expect(reads).toBeLessThanOrEqual(10 + Math.ceil((performance.now() - began) / 1_000));
});

it('what is read seldom is read anew after a second, one at a time, and again after a failure', async () => {
  let time = 0;
  let reads = 0;
  const read = seldom(
    async () => {
      if (++reads === 12) throw new Error('once');
      return reads;
    },
    () => time,
  );
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
  for (let n = 0; n < 20; n++) await read();
  expect(reads).toBe(10);
  time = 1_000;
  expect([await read(), await read()]).toEqual([11, 11]);
  time = 2_000;
  await expect(read()).rejects.toThrow('once');
  expect(await read()).toBe(11);
  time = 60_000;
  for (let n = 0; n < 20; n++) await read();
  expect(reads).toBe(22);
});
