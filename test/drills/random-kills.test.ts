import { expect, it } from 'vitest';
import { type Drill, openDrill, pause, until } from './processes.ts';

/** A few on a developer's machine, two hundred where there is time. */
const KILLS = process.env.CI ? 200 : 12;
const people = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];

it(`${KILLS} random kill -9 under load: every event has exactly one effect`, async () => {
  const drill = await openDrill('bot');
  const asked: string[] = [];
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

  // Feishu delivers again after up to six hours; each step lets the next attempt of what is left be made.
  const waiting = () => drill.sandbox.deliveries.some((delivery) => delivery.state === 'waiting');
  for (let step = 0; step < 10 && waiting(); step++) {
    await drill.sandbox.clock.advance(6 * 3_600_000);
    await pause(3_500);
  }
  expect(drill.sandbox.deliveries.filter((delivery) => delivery.state !== 'delivered')).toEqual([]);
  await until('everything answered', () => asked.every((id) => answers(drill, id) > 0), 90);
  await pause(2_000);
  const counts = asked.map((id) => answers(drill, id));
  const entries = drill.sandbox.instance('laptops').timeline.flatMap((entry) => entry.comment ?? []);
  const copies = asked.flatMap((_, n) =>
    isCc(n) ? [entries.filter((comment) => comment === `no. ${n}`).length] : [],
  );
  console.log(`${KILLS} kills, ${asked.length} events, ${copies.length} CCs`);
  expect(new Set(counts)).toEqual(new Set([1]));
  expect(new Set(copies)).toEqual(new Set([1]));
  await drill.close();
}, 1_200_000);

/** One in twelve is a CC: writes on one instance are limited to one a second. */
const isCc = (n: number) => n % 12 === 0;

async function ask({ sandbox }: Drill, n: number): Promise<string> {
  const from = people[n % people.length] ?? '';
  const text = isCc(n) ? `/cc @李四 ${sandbox.instance('laptops').instance_code} no. ${n}` : '/ping';
  return (await sandbox.say({ from: isCc(n) ? 'zhangsan' : from, chat: 'direct', text })).message_id;
}

const answers = ({ sandbox }: Drill, id: string) =>
  people
    .flatMap((person) => sandbox.messages(sandbox.directChat(person)))
    .filter((message) => message.sender === 'bot' && message.parent_id === id).length;

async function killWhileStarting(drill: Drill) {
  const started = drill.start();
  await pause(Math.random() * 250);
  await drill.kill();
  await started;
  await drill.start();
}
