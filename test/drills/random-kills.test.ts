import { expect, it, onTestFinished } from 'vitest';
import { type Drill, openDrill, pause, storages } from './processes.ts';
import { type Asked, answers, settle } from './settle.ts';

/** A few in the suite; `npm run drills` makes it 200. */
const KILLS = Number(process.env.DRILL_KILLS ?? 12);
const people = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];

it.each(storages)(
  `${KILLS} random kill -9 under load: every event has exactly one effect (%s)`,
  async (storage) => {
    const drill = await openDrill('bot', { storage });
    onTestFinished(drill.close);
    const asked: Asked[] = [];
    let killing = true;
    const load = async () => {
      for (let n = 0; killing; n++, await pause(90)) asked.push(await ask(drill, n));
    };
    const kills = async () => {
      for (let n = 0; n < KILLS; n++) {
        await pause(Math.random() * 900);
        await drill.kill();
        await (n % 5 === 4 ? killWhileStarting(drill) : drill.start());
      }
      killing = false;
    };
    await Promise.all([load(), kills()]);

    await settle(drill.sandbox, asked, 240);
    const counts = answers(drill.sandbox, asked);
    const entries = drill.sandbox.instance('laptops').timeline.flatMap((entry) => entry.comment ?? []);
    const copies = asked.flatMap((_, n) =>
      isCc(n) ? [entries.filter((comment) => comment === `no. ${n}`).length] : [],
    );
    console.log(`${KILLS} kills, ${asked.length} events, ${copies.length} CCs`);
    expect(new Set(counts)).toEqual(new Set([1]));
    expect(new Set(copies)).toEqual(new Set([1]));
  },
  1_200_000,
);

/** One in twelve is a CC: writes on one instance are limited to one a second. */
const isCc = (n: number) => n % 12 === 0;

async function ask({ sandbox }: Drill, n: number): Promise<Asked> {
  const person = isCc(n) ? 'zhangsan' : (people[n % people.length] ?? '');
  const text = isCc(n) ? `/cc @李四 ${sandbox.instance('laptops').instance_code} no. ${n}` : '/ping';
  return { id: (await sandbox.say({ from: person, chat: 'direct', text })).message_id };
}

async function killWhileStarting(drill: Drill) {
  const started = drill.start();
  await pause(Math.random() * 250);
  await drill.kill();
  await started;
  await drill.start();
}
