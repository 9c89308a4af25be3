import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../src/app/app.ts';
import { readConfig } from '../src/config/config.ts';
import { askRunningBot } from '../src/ops/admin.ts';
import { createLogger } from '../src/telemetry/logging.ts';
import type { Bench } from './index.ts';
import { naiveLoop } from './naive-digest.ts';
import { steppingClock } from './support/clock.ts';
import { openIdOf, unreadOf } from './support/company.ts';
import { type SandboxThread, sandboxThread } from './support/sandbox.ts';
import type { Counts } from './support/sandbox-thread.ts';
import { subscribeAll } from './support/subscribe.ts';

const PEOPLE = 3_000;
/** A Wednesday, 10:00 in Shanghai. */
const START = Date.UTC(2026, 4, 20, 2);
const MINUTE_MS = 60_000;
/** Published for both endpoints. */
const CALLS_PER_MINUTE = 1_000;
const PAGE = 200;

/** Simulated time does not know the disk; in memory the bench ends sooner. */
const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

interface Run {
  name: string;
  minutes: number;
  counts: Counts;
  /** Of the JavaScript heap of this side alone, above what there was before. */
  peakMegabytes: number;
}

/** A morning with 3,000 subscribers against the sandbox's real limits, and the naive loop beside it. */
export const digestBench: Bench = {
  name: 'digest',
  title: 'Sending digests',
  run: runDigests,
};

async function runDigests(): Promise<string> {
  const time = new SharedArrayBuffer(8);
  const shared = new Float64Array(time);
  const stepping = steppingClock(shared);
  const measured = async (name: string, work: (sandbox: SandboxThread) => Promise<() => Promise<number>>) => {
    shared[0] = START;
    const sandbox = await sandboxThread(PEOPLE, time);
    const begin = await work(sandbox);
    const memory = watchMemory();
    const finished = await stepping.until(begin());
    const run = {
      name,
      minutes: (finished - START) / MINUTE_MS,
      counts: await sandbox.counts(),
      peakMegabytes: memory.stop(),
    };
    await sandbox.stop();
    return run;
  };
  const bot = await measured('this bot', (sandbox) => prepareBot(sandbox, stepping));
  const naive = await measured('naive loop', async ({ address }) => async () => {
    const people = Array.from({ length: PEOPLE }, (_, n) => openIdOf(n));
    await naiveLoop(address, people, stepping.clock);
    return shared[0] as number;
  });
  return report([bot, naive]);
}

async function prepareBot(sandbox: SandboxThread, stepping: ReturnType<typeof steppingClock>) {
  const dataDir = mkdtempSync(path.join(folder, 'approval-bot-bench-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  const run = await botIn(dataDir, sandbox, stepping).catch((error) => {
    remove();
    throw error;
  });
  return () => run().finally(remove);
}

async function botIn(
  dataDir: string,
  { address }: SandboxThread,
  { clock }: ReturnType<typeof steppingClock>,
) {
  await subscribeAll({ dataDir, clock }, PEOPLE);
  const config = readConfig({
    FEISHU_APP_ID: address.app_id,
    FEISHU_APP_SECRET: address.app_secret,
    FEISHU_EVENT_MODE: 'webhook',
    FEISHU_ENCRYPT_KEY: address.encrypt_key,
    FEISHU_VERIFICATION_TOKEN: address.verification_token,
    FEISHU_BASE_URL: address.url,
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
  });
  const log = createLogger({ level: 'error', pretty: false });
  const app = await startApp(config, { clock, log, random: Math.random, newId: randomUUID });
  const expected = Array.from({ length: PEOPLE }, (_, n) => unreadOf(n)).filter((n) => n > 0).length;
  const sent = whenSent(expected, clock);
  return async () => {
    await askRunningBot(dataDir, { name: 'digest.run', args: {}, say: () => undefined });
    const last = await sent;
    await app.stop();
    return last;
  };
}

/** The time at which so many cards have been taken. */
function whenSent(expected: number, clock: { now(): number }): Promise<number> {
  let sent = 0;
  return new Promise((resolve) => {
    subscribe('http.client.response.finish', (message) => {
      const { request, response } = message as {
        request: { path: string };
        response: { statusCode: number };
      };
      if (request.path.startsWith('/open-apis/im/v1/messages') && response.statusCode === 200) sent++;
      if (sent === expected) resolve(clock.now());
    });
  });
}

function watchMemory() {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return (peak - before) / 1024 / 1024;
    },
  };
}

function report(runs: Run[]): string {
  const unread = Array.from({ length: PEOPLE }, (_, n) => unreadOf(n)).filter((n) => n > 0);
  const searches = unread.reduce((sum, n) => sum + Math.ceil(n / PAGE), 0);
  const least = Math.max(searches, unread.length) / CALLS_PER_MINUTE;
  const rows = runs.map(({ name, minutes, counts, peakMegabytes }) =>
    [
      name,
      minutes.toFixed(2),
      `${((100 * least) / minutes).toFixed(1)} %`,
      counts.refused,
      counts.searches,
      counts.searchedInVain,
      counts.sends,
      counts.mostEach,
      peakMegabytes.toFixed(0),
    ].join(' | '),
  );
  return [
    `${PEOPLE} subscribers, ${unread.length} of them with 1 to 300 unread, all due at once. The limits of search and of`,
    `sending (1000/min, 50/s each) allow ${searches} searches in ${least.toFixed(2)} minutes at the earliest.`,
    '',
    '| | minutes | of the ceiling | refused calls | searches | for people with nothing | cards | most a person | peak heap MB |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
