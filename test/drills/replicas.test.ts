import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { realClock, startSandbox, withCrowd } from '../../sandbox/platform/index.ts';
import { temporaryFolder } from '../support/engines.ts';
import { hasPostgres, newSchema } from '../support/postgres.ts';
import { saveAddress } from '../support/save-address.ts';
import { exampleWorld } from '../support/world.ts';
import { openBalancer, openDoor } from './balancer.ts';
import { pause, programs, serverProcess, settings, until } from './processes.ts';
import { type Asked, answers, ccEntries, settle } from './settle.ts';

/** A few hundred in the suite; `npm run drills` makes it 2,000. */
const EVENTS = Number(process.env.DRILL_EVENTS ?? 300);
const PEOPLE = 60;
const REPLY = '/open-apis/im/v1/messages/';

/** Three bots on one PostgreSQL, behind a balancer for events and a door that the database can vanish behind. */
async function openReplicas() {
  const sandbox = await startSandbox({
    world: withCrowd(exampleWorld(), PEOPLE),
    clock: realClock(),
  });
  const schema = await newSchema('server clock');
  const url = new URL(schema.url);
  const door = await openDoor(url.hostname, Number(url.port || 5432));
  url.host = `127.0.0.1:${door.port}`;
  const bots: ReturnType<typeof serverProcess>[] = [];
  for (let n = 0; n < 3; n++) {
    const env = {
      ...settings(sandbox, temporaryFolder()),
      DATABASE_URL: url.href,
      PORT: String(await freePort()),
    };
    bots.push(serverProcess(programs.bot, env));
  }
  const balancer = await openBalancer(bots);
  return {
    sandbox,
    schema,
    door,
    bots,
    connect: () => saveAddress(sandbox, `${balancer.url}/webhook/event`),
    async close() {
      await Promise.all(bots.map((bot) => bot.kill()));
      balancer.close();
      door.close();
      await sandbox.close();
      await schema.drop();
    },
  };
}

/** The program that restarts the server; somebody's own server is left alone, and only the way to it is shut for a while. */
const restartProgram = process.env.TEST_DATABASE_RESTART;
const what = restartProgram ? 'restarted twice' : 'away for a while';

async function databaseTrouble(mode: 'fast' | 'immediate', door: { shut(): void; open(): void }) {
  if (restartProgram) return promisify(execFile)(restartProgram, [mode]);
  door.shut();
  await pause(3_000);
  return door.open();
}

/** One in fifteen is a CC. */
const isCc = (n: number) => n % 15 === 0;
const commentOf = (n: number) => `no. ${n}`;

function ask({ sandbox }: Awaited<ReturnType<typeof openReplicas>>, n: number) {
  const { instance_code } = sandbox.instance('laptops');
  return isCc(n)
    ? sandbox.say({ from: 'zhangsan', chat: 'direct', text: `/cc @李四 ${instance_code} ${commentOf(n)}` })
    : sandbox.say({ from: `person-${n % PEOPLE}`, chat: 'direct', text: '/ping' });
}

/** The most calls within any window of this length. */
function densest(times: number[], windowMs: number): number {
  let first = 0;
  return times.reduce((most, time, last) => {
    while ((times[first] ?? 0) <= time - windowMs) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}

describe.skipIf(!hasPostgres)('three bots on one PostgreSQL', () => {
  it(`${EVENTS} events, one bot killed, one stopped, the database ${what}: exactly one effect each`, async () => {
    const replicas = await openReplicas();
    const { sandbox, schema, door, bots, connect, close } = replicas;
    onTestFinished(close);
    await Promise.all(bots.map((bot) => bot.start()));
    await connect();
    const asked: Asked[] = [];
    let trouble: Promise<unknown> = Promise.resolve();
    onTestFinished(() => trouble.then(() => undefined));
    const incidents = new Map<number, () => Promise<unknown>>([
      [Math.floor(EVENTS / 4), () => bots[0]?.kill() ?? Promise.resolve()],
      [Math.floor(EVENTS / 2), async () => expect(await bots[1]?.stop()).toBe(0)],
      [Math.floor(0.6 * EVENTS), () => bots[0]?.start() ?? Promise.resolve()],
    ]);
    const troubles = new Map<number, () => Promise<unknown>>([
      [Math.floor(0.7 * EVENTS), () => databaseTrouble('fast', door)],
      [Math.floor(0.85 * EVENTS), () => databaseTrouble('immediate', door)],
    ]);
    for (let n = 0; n < EVENTS; n++) {
      asked.push({ id: (await ask(replicas, n)).message_id });
      await incidents.get(n)?.();
      // Events go on coming meanwhile.
      const begin = troubles.get(n);
      if (begin) trouble = trouble.then(begin);
      await pause(20);
    }
    await trouble;
    const comments = asked.flatMap((_, n) => (isCc(n) ? [commentOf(n)] : []));
    await settle(sandbox, asked, schema);
    expect(new Set(answers(sandbox, asked))).toEqual(new Set([1]));
    expect(new Set(ccEntries(sandbox, 'laptops', comments))).toEqual(new Set([1]));
    const calls = sandbox.calls.filter((call) => call.path.startsWith(REPLY)).map((call) => call.at);
    expect(densest(calls, 1_000)).toBeLessThanOrEqual(50);
    expect(densest(calls, 60_000)).toBeLessThanOrEqual(1_000);
    expect(sandbox.calls.filter((call) => call.code === 99991400)).toEqual([]);
  });

  it('the work of one that died in the middle is done by the others once its lease has ended', async () => {
    const { sandbox, bots, connect, close } = await openReplicas();
    onTestFinished(close);
    await bots[0]?.start();
    await connect();
    sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/cc',
      times: 1,
      answerDelayMs: 300_000,
    });
    const { instance_code } = sandbox.instance('laptops');
    const { message_id } = await sandbox.say({
      from: 'zhangsan',
      chat: 'direct',
      text: `/cc @李四 ${instance_code}`,
    });
    const copies = () => sandbox.instance('laptops').timeline.filter((entry) => entry.type === 'CC').length;
    await until('the effect', () => copies() === 1);
    await Promise.all([bots[1]?.start(), bots[2]?.start()]);
    await bots[0]?.kill();
    await until('the receipt', () => answers(sandbox, [{ id: message_id }])[0] === 1);
    expect(copies()).toBe(1);
  });
});
