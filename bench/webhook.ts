import { loadWorld, startSandbox } from '../sandbox/platform/index.ts';
import { startChild } from './child.ts';
import { commitsPerSecond } from './commits.ts';
import { sealedEvent } from './events.ts';
import { median, ms, quantile, table } from './figures.ts';
import type { Bench } from './index.ts';
import { load } from './load.ts';

const ROUNDS = 3;
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 12_000);
const WARM_UP = 2_000;

/** What the others are compared with. */
const PEER = "the SDK's `adaptExpress`, empty handler";
const REFERENCE = 'bare `node:http`: verified, decrypted, nothing kept';

const servers = [
  { name: 'this bot: verified, decrypted, durable', script: 'dist/src/main.js' },
  { name: PEER, script: 'bench/servers/sdk.mjs' },
  { name: REFERENCE, script: 'bench/servers/verified.mjs' },
  { name: 'bare express, nothing checked', script: 'bench/servers/bare.mjs' },
];

interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
  peak: number;
}

/** Acknowledgements of encrypted 1.5 KB events over 50 connections; the servers take turns, the median round counts. */
export const webhookBench: Bench = {
  name: 'webhook',
  title: 'Acknowledging events',
  async run() {
    const sandbox = await startSandbox({ world: loadWorld('sandbox/world.yml') });
    const measured = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const { name, script } of servers) {
        const child = await startChild(script, sandbox);
        const events = (count: number) => Array.from({ length: count }, () => sealedEvent(sandbox));
        await load(`${child.url}/webhook/event`, events(WARM_UP));
        const { perSecond, latencies } = await load(`${child.url}/webhook/event`, events(REQUESTS));
        const peak = child.memory()?.peak ?? Number.NaN;
        measured
          .get(name)
          ?.push({ perSecond, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), peak });
        await child.stop();
      }
    await sandbox.close();
    const results = servers.map(({ name }) => ({ name, ...typical(measured.get(name) ?? []) }));
    return `${section(results)}\nThe group commit alone, 50 events at a time: ${Math.round(await commitsPerSecond(REQUESTS))}/s.\n`;
  },
};

function typical(rounds: Measured[]): Measured {
  const of = (pick: (round: Measured) => number) => median(rounds.map(pick));
  return {
    perSecond: of((r) => r.perSecond),
    p50: of((r) => r.p50),
    p99: of((r) => r.p99),
    peak: of((r) => r.peak),
  };
}

function section(results: (Measured & { name: string })[]): string {
  const times = (perSecond: number, of: string) =>
    `${(perSecond / (results.find(({ name }) => name === of)?.perSecond ?? 1)).toFixed(2)} ×`;
  const rows = results.map(({ name, perSecond, p50, p99, peak }) => [
    name,
    Math.round(perSecond),
    times(perSecond, PEER),
    times(perSecond, REFERENCE),
    ms(p50),
    ms(p99),
    peak,
  ]);
  const head = ['server', 'events/s', 'of the SDK', 'of bare `node:http`', 'p50 ms', 'p99 ms', 'peak MiB'];
  return `${REQUESTS} encrypted events of 1.5 KB over 50 connections, embedded database, median of ${ROUNDS} rounds in turn.\n\n${table(head, rows)}\n`;
}
