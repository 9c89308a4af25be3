import { expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { type Drill, openDrill, pause, setups } from './processes.ts';
import { type Asked, answers, ccEntries, settle } from './settle.ts';

/** A few in the suite; `npm run drills` makes it 200. */
const KILLS = Number(process.env.DRILL_KILLS ?? 12);
/** For each kill. */
const EVENTS = 40;
/** Several, since an instance takes one CC a second. */
const copied = ['laptops', 'team-dinner', 'monitors'];
const people = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];

it.concurrent.for(setups)(
  `${KILLS} random kill -9 under load: every event has exactly one effect (%s, %s)`,
  { timeout: 600_000 + KILLS * 20_000 },
  ([storage, mode], { onTestFinished }) =>
    seeded(async (random) => {
      const drill = await openDrill('bot', { storage, mode });
      onTestFinished(drill.close);
      const asked: Asked[] = [];
      let kills = 0;
      // So many for each kill and no more: on a slow machine the bot is away for longer.
      const load = async () => {
        for (; kills < KILLS; await pause(90))
          if (asked.length < EVENTS * (kills + 1)) asked.push(await ask(drill, asked.length));
      };
      const kill = async () => {
        for (; kills < KILLS; kills++) {
          await pause(random() * 900);
          await drill.kill();
          await (kills % 5 === 4 ? killWhileStarting(drill, random) : drill.start());
        }
      };
      await Promise.all([load(), kill()]);

      const comments = asked.flatMap((_, n) => (isCc(n) ? [commentOf(n)] : []));
      await settle(drill.sandbox, asked, drill.schema);
      console.log(`${KILLS} kills, ${asked.length} events, ${comments.length} CCs`);
      expect(new Set(answers(drill.sandbox, asked))).toEqual(new Set([1]));
      const entries = copied.map((handle) => ccEntries(drill.sandbox, handle, comments));
      expect(comments.map((_, n) => entries.map((one) => one[n]).sort())).toEqual(
        comments.map(() => [0, 0, 1]),
      );
    }),
);

const isCc = (n: number) => n % 12 === 0;
const commentOf = (n: number) => `no. ${n}`;

async function ask({ sandbox }: Drill, n: number): Promise<Asked> {
  const person = isCc(n) ? 'zhangsan' : (people[n % people.length] ?? '');
  const { instance_code } = sandbox.instance(copied[Math.floor(n / 12) % copied.length] ?? '');
  const text = isCc(n) ? `/cc @李四 ${instance_code} ${commentOf(n)}` : '/ping';
  return { id: (await sandbox.say({ from: person, chat: 'direct', text })).message_id };
}

async function killWhileStarting(drill: Drill, random: () => number) {
  const started = drill.start();
  await pause(random() * 250);
  await drill.kill();
  await started;
  await drill.start();
}
