import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { realClock, startSandbox } from '../../sandbox/platform/index.ts';
import { temporaryFolder } from '../support/engines.ts';
import { asAdmin, hasPostgres, newSchema } from '../support/postgres.ts';
import { saveAddress } from '../support/save-address.ts';
import { exampleWorld } from '../support/world.ts';
import { openBalancer } from './balancer.ts';
import { pause, programs, serverProcess, settings, until } from './processes.ts';
import { type Asked, answers } from './settle.ts';

/** It waits for leases and for steady processes, a minute or two: `npm run drills`. */
const isWanted = hasPostgres && process.env.DRILL_POISON !== undefined;
const people = ['lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];

const isAlive = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Starts each bot again when it has died, as an operator's system does; counts the deaths. */
function supervise(bots: ReturnType<typeof serverProcess>[]) {
  let deaths = 0;
  let on = true;
  const loops = bots.map(async (bot) => {
    for (; on; await pause(100)) {
      if (isAlive(bot.pid())) continue;
      deaths++;
      await bot.kill();
      await bot.start();
    }
  });
  return {
    deaths: () => deaths,
    async end() {
      on = false;
      await Promise.all(loops);
    },
  };
}

it.skipIf(!isWanted)(
  'a message that kills whatever works on it ends three processes of two replicas; everyone else is answered',
  async () => {
    const sandbox = await startSandbox({
      world: exampleWorld(),
      clock: realClock(),
    });
    const schema = await newSchema('server clock');
    const bots: ReturnType<typeof serverProcess>[] = [];
    for (let n = 0; n < 2; n++)
      bots.push(
        serverProcess(programs.poison, {
          ...settings(sandbox, temporaryFolder()),
          DATABASE_URL: schema.url,
          PORT: String(await freePort()),
        }),
      );
    await Promise.all(bots.map((bot) => bot.start()));
    const balancer = await openBalancer(bots);
    const supervisor = supervise(bots);
    onTestFinished(async () => {
      await supervisor.end();
      await Promise.all(bots.map((bot) => bot.kill()));
      balancer.close();
      await sandbox.close();
      await schema.drop();
    });
    await saveAddress(sandbox, `${balancer.url}/webhook/event`);

    const { message_id } = await sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/help' });
    const asked: Asked[] = [];
    const job = `${schema.name}.job where key = 'message:${message_id}'`;
    const isOver = async () => {
      const [row] = await asAdmin<{ state: string }>(`select state from ${job}`);
      return row?.state === 'quarantined';
    };
    for (let n = 0; n < 900 && !(await isOver()); n++) {
      asked.push(await say(n));
      await pause(200);
    }
    expect(await isOver()).toBe(true);
    expect(supervisor.deaths()).toBe(3);
    await until('everyone is answered', () => answers(sandbox, asked).every((n) => n > 0), 250);
    expect(new Set(answers(sandbox, asked))).toEqual(new Set([1]));
    await until('the person is told', () => answers(sandbox, [{ id: message_id }])[0] === 1, 250);
    const line = bots
      .flatMap((bot) => bot.output().split('\n'))
      .find((one) => one.includes('"outcome":"quarantined"'));
    expect(line).toContain(message_id);

    async function say(n: number): Promise<Asked> {
      const said = await sandbox.say({
        from: people[n % people.length] ?? '',
        chat: 'direct',
        text: '/ping',
      });
      return { id: said.message_id };
    }
  },
);
