import path from 'node:path';
import { expect } from 'vitest';
import { company, openIdOf, unreadOf } from '../../bench/support/company.ts';
import { subscribeAll } from '../../bench/support/subscribe.ts';
import { freePort } from '../../sandbox/demo/free-port.ts';
import { type Sandbox, startSandbox } from '../../sandbox/platform/index.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { temporaryFolder } from '../support/engines.ts';
import { scrape, value } from '../support/metrics.ts';
import { newSchema } from '../support/postgres.ts';
import { pause, programs, runToEnd, serverProcess, settings, type storages, until } from './processes.ts';

const SEND = '/open-apis/im/v1/messages';
/** For one in five nothing waits. */
const subscribers = (owed: number) => Math.ceil((owed * 5) / 4);

/** A time zone in which it is noon, so that the digests of the day are due and the day is far from over. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
}

/** A company in which so many people are owed a digest now, and processes of a program on the same data that send them. */
export async function openMorning(
  program: Extract<keyof typeof programs, 'bot' | 'naiveDigest'>,
  { owed, processes, storage }: { owed: number; processes: number; storage: (typeof storages)[number] },
) {
  const count = subscribers(owed);
  const sandbox = await startSandbox({
    world: company(path.join(projectRoot(), 'sandbox/world.yml'), count),
  });
  const schema = storage === 'postgres' ? await newSchema('server clock') : undefined;
  const dataDir = temporaryFolder();
  const database = schema ? { databaseUrl: schema.url } : {};
  if (program === 'bot') await subscribeAll({ dataDir, clock: systemClock, ...database }, count, 1);
  const env = {
    ...settings(sandbox, dataDir),
    ...(schema ? { DATABASE_URL: schema.url } : {}),
    DIGEST_TIMEZONE: zoneAtNoon(),
    PEOPLE: Array.from({ length: count }, (_, n) => openIdOf(n)).join(','),
  };
  const bots: ReturnType<typeof serverProcess>[] = [];
  for (let n = 0; n < processes; n++)
    bots.push(serverProcess(programs[program], { ...env, PORT: String(await freePort()) }));
  return {
    sandbox,
    dataDir,
    bots,
    /** An operator's command in a process of its own. */
    command: (...args: string[]) => runToEnd([programs[program], ...args], { ...env, PORT: '0' }),
    async close() {
      await Promise.all(bots.map((bot) => bot.kill()));
      await sandbox.close();
      await schema?.drop();
    },
  };
}

/** How many cards each person has got who is owed one, and those who are not, as the sandbox shows it. */
export function cardsEach({ platform, world }: Sandbox): { owed: number[]; others: number[] } {
  const counts = new Map<string, number>();
  for (const { sender, chat } of platform.messages.all)
    if (sender === 'bot') counts.set(chat.chat_id, (counts.get(chat.chat_id) ?? 0) + 1);
  const all = world.people.map((person) => counts.get(platform.chats.direct(person).chat_id) ?? 0);
  return {
    owed: all.filter((_, n) => unreadOf(n) > 0),
    others: all.filter((_, n) => unreadOf(n) === 0),
  };
}

export const cardsOut = ({ platform }: Sandbox) =>
  platform.messages.all.filter(({ sender }) => sender === 'bot').length;

/** kill -9 once so many cards are out, in the middle of sends that have taken effect and are not answered yet. */
export async function killInTheMiddle(sandbox: Sandbox, bot: { kill(): Promise<void> }, cards: number) {
  await until(`${cards} cards`, () => cardsOut(sandbox) >= cards);
  const before = sandbox.calls.length;
  const slow = sandbox.faults.add({ on: 'call', path: SEND, times: 4, answerDelayMs: 300_000 });
  const held = () => sandbox.calls.slice(before).filter(({ path, answered }) => path === SEND && !answered);
  await until('sends without an answer', () => held().length >= 4);
  await pause(100);
  await bot.kill();
  slow.remove();
}

/** Waits until this bot's own account says that all digests of the day are done and no job is left. */
export async function untilThrough(bot: { url: string }, owed: number) {
  const account = async () => {
    const text = await scrape(bot.url);
    const digests = (state: string) => value(text, 'approval_bot_digests', `state="${state}"`);
    const jobs = value(text, 'approval_bot_jobs');
    return { sent: digests('sent'), owed: digests('owed'), failed: digests('failed'), jobs };
  };
  await expect
    .poll(account, { timeout: 300_000, interval: 500 })
    .toEqual({ sent: owed, owed: 0, failed: 0, jobs: 0 });
}
