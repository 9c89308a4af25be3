import { expect, it, onTestFinished } from 'vitest';
import { type Drill, openDrill, pause, storages, until, untilNone } from './processes.ts';

/** A few in the suite; `npm run drills` makes it 2,000: a source system's hour. */
const INSTANCES = Number(process.env.DRILL_PUSHES ?? 60);
const PER_SECOND = 50;
const TOKEN = 'token-of-the-drilled-system';
const CONTRACT = '84C18825-A3D2-41D0-891F-E7A2424C5D48';
const T0 = Date.UTC(2026, 0, 1);
const SYNC = '/open-apis/approval/v4/external_instances';

/** The states of an instance, one after the other; every other instance has three, the rest one. */
const STATUSES = ['PENDING', 'PENDING', 'APPROVED'] as const;
const lastOf = (n: number) => (n % 2 === 0 ? STATUSES.length - 1 : 0);

interface Push {
  n: number;
  step: number;
}

/** A REPLACE, or an UPDATE with a task of its own. */
function bodyOf({ n, step }: Push): object {
  const time = String(T0 + n * 1_000 + step * 100);
  return {
    approval_code: CONTRACT,
    instance_id: `hour-${n}`,
    status: STATUSES[step],
    title: `No. ${n}, step ${step}`,
    user_id: 'b2e4d6f8',
    links: `https://oa.example.com/${n}`,
    start_time: String(T0),
    update_time: time,
    update_mode: n % 4 === 0 ? 'UPDATE' : 'REPLACE',
    task_list: (n % 4 === 0 ? [step] : [0, 1, 2].slice(0, step + 1)).map((task) => ({
      task_id: `hour-${n}-task-${task}`,
      user_id: 'a1f3c5d7',
      status: task < step ? 'APPROVED' : 'PENDING',
      update_time: time,
    })),
  };
}

/** Pushes until the bot has taken it, as a system does that must not lose anything. */
async function push(url: string, one: Push): Promise<void> {
  for (;;) {
    const status = await fetch(`${url}/external/instances`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(one)),
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 202 || status === 200) return;
    if (status !== 0 && status !== 500) throw new Error(`hour-${one.n}, step ${one.step}: HTTP ${status}`);
    await pause(200);
  }
}

/** 50 a second: all in their first state, then half of them twice more; an instance's pushes come in their order. */
async function pushAll(url: string): Promise<void> {
  const sent = new Map<number, Promise<void>>();
  for (let step = 0; step < STATUSES.length; step++)
    for (let n = 0; n < INSTANCES; n++) {
      if (step > lastOf(n)) continue;
      const before = sent.get(n) ?? Promise.resolve();
      sent.set(
        n,
        before.then(() => push(url, { n, step })),
      );
      await pause(1_000 / PER_SECOND);
    }
  await Promise.all(sent.values());
}

async function memoryOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]) / 2 ** 20;
}

const isThere = ({ sandbox }: Drill, n: number) => {
  const body = sandbox.platform.externals.instances.get(`hour-${n}`)?.body;
  return body?.update_time === String(T0 + n * 1_000 + lastOf(n) * 100);
};
const missing = (drill: Drill) =>
  Array.from({ length: INSTANCES }, (_, n) => n).filter((n) => !isThere(drill, n));

it.each(storages)(
  `${INSTANCES} third-party instances, ${PER_SECOND} pushes a second, half updated twice, a kill -9 in the middle: ` +
    'nothing is lost, nothing stale wins (%s)',
  async (storage) => {
    const drill = await openDrill('bot', {
      storage,
      env: { EXTERNAL_API_TOKENS: `oa=${TOKEN}`, LOG_LEVEL: 'error' },
    });
    onTestFinished(drill.close);
    const { faults, calls } = drill.sandbox;
    const pushed = pushAll(drill.url);
    await until('a third is there', () => missing(drill).length < INSTANCES * 0.66, 50);
    faults.add({ on: 'call', path: SYNC, times: 5, code: 1395001 });
    faults.add({ on: 'call', path: SYNC, times: 5, drop: 'after' });
    const first = await memoryOf(drill.url);
    await drill.kill();
    await pause(500);
    await drill.start();
    await pushed;
    await untilNone('all are there', () => missing(drill).length);
    const last = await memoryOf(drill.url);

    const newest = new Map<string, number>();
    for (const { instance_id, update_time } of calls
      .filter((call) => call.path === SYNC && call.code === 0)
      .map((call) => call.body as { instance_id: string; update_time: string })) {
      expect(Number(update_time)).toBeGreaterThanOrEqual(newest.get(instance_id) ?? 0);
      newest.set(instance_id, Number(update_time));
    }
    for (let n = 0; n < INSTANCES; n++) {
      const body = drill.sandbox.platform.externals.instances.get(`hour-${n}`)?.body;
      expect(body?.status).toBe(STATUSES[lastOf(n)]);
      expect(body?.task_list?.map((task) => task.task_id).sort()).toEqual(
        Array.from({ length: lastOf(n) + 1 }, (_, task) => `hour-${n}-task-${task}`),
      );
    }
    expect(calls.filter((call) => call.code === 99991400)).toEqual([]);
    console.log(
      `${INSTANCES} instances, ${calls.filter((call) => call.path === SYNC).length} calls; ` +
        `memory ${first.toFixed(0)} MiB before the kill, ${last.toFixed(0)} MiB at the end`,
    );
    expect(last).toBeLessThan(Math.max(first * 1.5, first + 80));
  },
  1_200_000,
);
