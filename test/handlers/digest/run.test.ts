import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askRunningBot } from '../../../src/ops/admin.ts';
import { DatabaseInUse } from '../../../src/store/sqlite/lock.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';

const MINUTE = 60_000;
const NINE = Date.UTC(2026, 4, 20, 1);
const onEmbedded = process.env.OFFICE_ENGINE !== 'postgres';
let office: Office;
beforeEach(async () => {
  office = await openOffice({
    at: NINE,
    change: (world) => {
      copied(world, 'wangwu', ['-1d', '-2d']);
      copied(world, 'lisi', ['-1d']);
    },
  });
  for (const person of ['wangwu', 'lisi', 'zhaoliu']) await office.say(person, '/digest 18:00');
  await office.wait(3);
  await office.say('zhaoliu', '/digest off');
  await office.wait(3);
});
afterEach(() => office.close());

const lines: string[] = [];
const command = (args: object) => {
  lines.length = 0;
  return { name: 'digest.run', args: { ...args }, say: (line: string) => void lines.push(line) };
};
/** Beside a bot that runs: the embedded database is that bot's alone, PostgreSQL is open to the command itself. */
const obey = (asked: ReturnType<typeof command>) =>
  onEmbedded ? askRunningBot(office.dataDir, asked) : passing(office.admin(asked));
const run = (args: object = {}) => obey(command(args));
/** Lets time pass until it is done. */
async function passing<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  settled.catch(() => undefined);
  while (!done) await office.clock.advance(250);
  return settled;
}
const count = (person: string) =>
  office.heard(`direct:${person}`).filter((text) => text.includes('今日摘要')).length;
const open = (handle: string) => office.sandbox.person(handle).open_id;

describe('digest run, beside the running bot', () => {
  it('sends now to those who are owed one, and not again at their time or when run again', async () => {
    await run();
    expect(lines).toEqual(['2 begun, 1 turned off']);
    await office.wait(5);
    expect(['wangwu', 'lisi', 'zhaoliu'].map(count)).toEqual([1, 1, 0]);
    await run();
    expect(lines).toEqual(['2 done or under way before, 1 turned off']);
    await office.skip(9 * 60 * MINUTE - 10 * MINUTE);
    await office.clock.advance(20 * MINUTE);
    expect(['wangwu', 'lisi', 'zhaoliu'].map(count)).toEqual([1, 1, 0]);
  });

  it('says with --dry-run what each would get, and sends nothing', async () => {
    await run({ dryRun: true });
    expect(lines).toContain(`${open('wangwu')}  2026-05-20  to be sent: 2 unread, 2 of them new`);
    expect(lines).toContain(`${open('zhaoliu')}  2026-05-20  turned off`);
    expect(lines.at(-1)).toBe('2 to be sent, 1 turned off');
    await office.wait(5);
    expect(['wangwu', 'lisi'].map(count)).toEqual([0, 0]);
  });

  it('sends to one person with --user', async () => {
    await run({ user: open('lisi') });
    await office.wait(5);
    expect(['wangwu', 'lisi'].map(count)).toEqual([0, 1]);
  });

  it('twice at the same time, and with the time having come, sends one each', async () => {
    await office.skip(9 * 60 * MINUTE + 10 * MINUTE);
    await Promise.all([run(), obey(command({}))]);
    await office.clock.advance(MINUTE);
    expect(['wangwu', 'lisi'].map(count)).toEqual([1, 1]);
  });

  it.runIf(onEmbedded)('is for whoever can read the data folder alone', async () => {
    const file = path.join(office.dataDir, 'admin.json');
    expect(statSync(file).mode & 0o077).toBe(0);
    const { port, token } = JSON.parse(readFileSync(file, 'utf8'));
    const post = (authorization: string, name = 'digest.run') =>
      fetch(`http://127.0.0.1:${port}/admin/${name}`, { method: 'POST', headers: { authorization } });
    expect((await post('Bearer x')).status).toBe(401);
    expect((await post(`Bearer ${token}`, 'constructor')).status).toBe(404);
    const onTheOpenPort = office.url().replace('/webhook/event', '/admin/digest.run');
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(onTheOpenPort, { method: 'POST', headers })).status).toBe(404);
  });

  it('tells why it failed', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/instances/search_cc',
      code: 99991672,
    });
    await expect(run({ dryRun: true })).rejects.toThrow('search_cc was refused: 99991672');
  });
});

describe('digest run, while no bot runs', () => {
  it('sends by itself, and the bot that starts later does not repeat it', async () => {
    if (onEmbedded) await expect(office.admin(command({}))).rejects.toThrow(DatabaseInUse);
    await office.stop();
    await passing(office.admin(command({})));
    expect(lines).toEqual(['2 begun, 1 turned off']);
    expect(['wangwu', 'lisi'].map(count)).toEqual([1, 1]);
    await office.clock.advance(9 * 60 * MINUTE + 10 * MINUTE);
    await office.start();
    await office.clock.advance(MINUTE);
    expect(['wangwu', 'lisi'].map(count)).toEqual([1, 1]);
  });
});
