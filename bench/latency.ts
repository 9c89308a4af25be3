import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { loadWorld, type Sandbox, startSandbox } from '../sandbox/platform/index.ts';
import { startChild } from './child.ts';
import { commit, withDatabase } from './commits.ts';
import { ms, quantile, table } from './figures.ts';
import type { Bench } from './index.ts';

const SAMPLES = 200;
const CC = '/open-apis/approval/v4/instances/cc';

/** From a `/cc` on the wire to the CC call at the platform, one at a time; and what a bot without work costs. */
export const latencyBench: Bench = {
  name: 'latency',
  title: 'From a `/cc` to the CC call',
  async run() {
    const plain = await measure([]);
    const floor = await physicalFloor();
    const bare = await startAlone('bench/servers/node-with-sdk.mjs');
    const slow = hasStrace() ? await measure(slowDisk) : undefined;
    const row = (name: string, one: Pick<Measured, 'times'>) => [
      name,
      ms(quantile(one.times, 0.5)),
      ms(quantile(one.times, 0.99)),
    ];
    const rows = [
      row('disk as it is', plain),
      row('three empty local calls and two commits', { times: floor }),
      ...(slow ? [row('every fsync takes 5 ms longer', slow)] : []),
    ];
    const times = (share: number) => (quantile(plain.times, share) / quantile(floor, share)).toFixed(1);
    const note = slow ? '' : '\n(The slowed disk needs `strace`, which this machine does not have.)\n';
    return [
      `${SAMPLES} commands, one after the other, each on another instance.\n`,
      `${table(['', 'p50 ms', 'p99 ms'], rows)}\n${note}`,
      `Of that reference: median ${times(0.5)} ×, p99 ${times(0.99)} ×.\n`,
      `${table(['', 'ready after ms', 'MiB without work'], [startRow('this bot', plain), startRow('node with the SDK loaded', bare), against(plain, bare)])}\n`,
    ].join('\n');
  },
};

interface Measured {
  times: number[];
  readyMs: number;
  idle: number;
}

const startRow = (name: string, { readyMs, idle }: Omit<Measured, 'times'>) => [
  name,
  Math.round(readyMs),
  idle,
];
const against = (one: Omit<Measured, 'times'>, bare: Omit<Measured, 'times'>) => [
  'of it',
  `${(one.readyMs / bare.readyMs).toFixed(2)} ×`,
  `${(one.idle / bare.idle).toFixed(2)} ×`,
];

/** What the disk and the loopback take for it at least: three calls that say nothing, and two commits, one after the other. */
const physicalFloor = () =>
  withDatabase(async (db) => {
    const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = async () => (await fetch(url, { method: 'POST', body: '{}' })).text();
    const times: number[] = [];
    for (let n = 0; n < SAMPLES; n++) {
      const began = performance.now();
      await commit(db, `first-${n}`);
      await commit(db, `second-${n}`);
      for (const _ of [1, 2, 3]) await call();
      times.push(performance.now() - began);
      await rest(50);
    }
    server.close();
    return times;
  });

/** A process without work. */
async function startAlone(script: string): Promise<Omit<Measured, 'times'>> {
  const sandbox = await startSandbox({ world: loadWorld('sandbox/world.yml') });
  const child = await startChild(script, sandbox);
  const idle = child.memory()?.now ?? Number.NaN;
  await child.stop();
  await sandbox.close();
  return { readyMs: child.readyMs, idle };
}

const slowDisk = [
  'strace',
  '-f',
  '-qq',
  '--seccomp-bpf',
  '-o',
  '/dev/null',
  '-e',
  'trace=fsync,fdatasync',
  '-e',
  'inject=fsync,fdatasync:delay_exit=5000',
];
const hasStrace = () => spawnSync('strace', ['-V']).status === 0;

async function measure(wrapper: string[]): Promise<Measured> {
  const sandbox = await startSandbox({ world: officeWithInstances(SAMPLES) });
  const child = await startChild('dist/src/main.js', sandbox, wrapper);
  const idle = child.memory()?.now ?? Number.NaN;
  await sandbox.connect(`${child.url}/webhook/event`);
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n++) times.push(await copied(sandbox, `sample-${n}`));
  await child.stop();
  await sandbox.close();
  return { times, readyMs: child.readyMs, idle };
}

async function copied(sandbox: Sandbox, handle: string): Promise<number> {
  const calls = () => sandbox.calls.filter((call) => call.path === CC).length;
  const before = calls();
  const began = performance.now();
  await sandbox.say({
    from: 'zhangsan',
    chat: 'direct',
    text: `/cc @李四 ${sandbox.instance(handle).instance_code}`,
  });
  while (calls() === before) await new Promise((resolve) => setImmediate(resolve));
  const took = performance.now() - began;
  // The receipt is on its way: it must not be measured as part of the next one, nor meet the limit of the chat.
  await rest(700);
  return took;
}

/** The world of the sandbox with further instances: two writes on one instance are a second apart. */
function officeWithInstances(count: number) {
  const world = loadWorld('sandbox/world.yml');
  const model = world.instances.find((instance) => instance.handle === 'team-dinner');
  if (!model) throw new Error('the world has lost the instance that this bench multiplies');
  const copies = Array.from({ length: count }, (_, n) => ({
    ...model,
    handle: `sample-${n}`,
    uuid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    instance_code: `81D31358-93AF-92D6-7425-${String(n).padStart(12, '0')}`,
    serial_number: `9${String(n).padStart(11, '0')}`,
  }));
  return { ...world, instances: [...world.instances, ...copies] };
}
