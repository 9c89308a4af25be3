import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { addJob } from '../../src/jobs/queue.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { door } from '../support/door.ts';
import { scrape, value } from '../support/metrics.ts';
import { hasPostgres, newSchema } from '../support/postgres.ts';

let office: Office;
const afterwards: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await office.close();
  for (const end of afterwards.splice(0)) await end();
});

async function ready(): Promise<[number, Record<string, string>]> {
  const answer = await fetch(new URL('/readyz', office.url()));
  return [answer.status, (await answer.json()) as Record<string, string>];
}
const well: [number, object] = [
  200,
  { status: 'ok', database: 'ok', token: 'ok', bot: 'ok', events: 'ok', jobs: 'ok', clock: 'ok' },
];
const NO_DATABASE = 'the database takes no rows; the log says why';
const without = [
  503,
  {
    status: 'not ready',
    database: NO_DATABASE,
    token: 'ok',
    bot: 'ok',
    events: 'ok',
    jobs: 'ok',
    clock: 'ok',
  },
];
/** Why, for the operator. */
const logged = () => office.log.lines.filter((line) => line.includes('"part":"database"')).join('');
/** Says something that the bot has to keep; returns the HTTP status of each delivery so far. */
const say = async () => {
  void office.sandbox.say({ from: 'zhangsan', text: '/ping', chat: 'direct' });
  const statuses = () => office.sandbox.deliveries.at(-1)?.attempts.map(({ status }) => status) ?? [];
  await expect.poll(statuses).toHaveLength(1);
  return statuses;
};

describe('readiness on the embedded database', () => {
  it('ends while the disk is full, and returns with room', async () => {
    office = await openOffice({ engine: 'embedded' });
    expect(await ready()).toEqual(well);
    const db = office.db();
    const [pages] = await db.all<{ page_count: number }>('pragma page_count');
    await db.all(`pragma max_page_count = ${Number(pages?.page_count)}`);
    const payload = 'x'.repeat(2_000);
    const add = (n: number) => db.transaction((tx) => addJob(tx, { queue: 'q', key: String(n), payload }));
    const fill = async () => {
      for (let n = 0; n < 100; n++) await add(n);
    };
    await expect(fill()).rejects.toThrow(/full/);
    for (let n = 0; n < 3; n++) expect(await ready()).toEqual(without);
    expect(logged()).toMatch(/full/);
    expect(logged().split('\n')).toHaveLength(2);
    await db.all('pragma max_page_count = 1073741823');
    expect(await ready()).toEqual(well);
    expect(await db.all(`select 1 from job where queue not in ('q', 'event', 'send')`)).toEqual([]);
  });

  const inDataDir = () => readdirSync(office.dataDir).filter((name) => name.startsWith('bot.sqlite'));
  const disasters: [string, () => void][] = [
    [
      'was removed',
      () => {
        for (const name of inDataDir()) rmSync(path.join(office.dataDir, name));
      },
    ],
    [
      'was replaced',
      () => {
        const file = path.join(office.dataDir, 'bot.sqlite');
        writeFileSync(`${file}.new`, '');
        renameSync(`${file}.new`, file);
        rmSync(`${file}-wal`);
      },
    ],
  ];
  it.each(disasters)(
    'ends when its file %s; nothing is acknowledged any more, and all is done after a restart',
    async (_name, strike) => {
      office = await openOffice({ engine: 'embedded' });
      expect(await ready()).toEqual(well);
      strike();
      const statuses = await say();
      expect(statuses()).toEqual([500]);
      expect(await ready()).toEqual(without);
      expect(logged()).toMatch(/bot\.sqlite\S* .*start the bot again/);
      expect(office.log.text()).toContain(office.dataDir);
      await office.restart();
      expect(await ready()).toEqual(well);
      await office.wait(30);
      expect(statuses()).toEqual([500, 200]);
      expect(office.heard('direct:zhangsan')).toHaveLength(1);
    },
  );

  it('ends when the log of its file was removed', async () => {
    office = await openOffice({ engine: 'embedded' });
    rmSync(path.join(office.dataDir, 'bot.sqlite-wal'));
    const statuses = await say();
    expect(statuses()).toEqual([500]);
    expect(await ready()).toEqual(without);
    expect(logged()).toMatch(/bot\.sqlite-wal .*start the bot again/);
  });
});

describe('readiness of the worker', () => {
  const stillFor = 60_000;
  let elapsed: number;
  const stuckOffice = async () => {
    elapsed = 0;
    const meter = { elapsed: () => elapsed, cpu: () => 0, tick: () => () => undefined };
    office = await openOffice({ surroundings: { meter } });
  };
  const stall = () =>
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', times: 100, answerDelayMs: 300_000 });
  const up = async () => value(await scrape(office.url()), 'approval_bot_worker_up');

  it('ends when nothing was begun or ended for a minute while work waits, and returns with the first end', async () => {
    await stuckOffice();
    elapsed += stillFor;
    expect(await ready()).toEqual(well);
    stall();
    const people = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu'];
    for (let n = 0; n < 20; n++) await office.say(people[n % 4] ?? '', '/ping');
    elapsed += stillFor;
    // What came just now would be begun in a moment.
    expect(await ready()).toEqual(well);
    await office.db().run(`update job set run_at = run_at - 10000 where state = 'ready'`);
    expect(await ready()).toEqual([
      503,
      { ...well[1], status: 'not ready', jobs: 'work waits and nothing is done; the log says why' },
    ]);
    expect(await up()).toBe(0);
    office.sandbox.faults.clear();
    await office.wait(12);
    expect(await ready()).toEqual(well);
    expect(await up()).toBe(1);
  });

  it('does not end because of one person, who has got their share', async () => {
    await stuckOffice();
    stall();
    for (let n = 0; n < 20; n++) await office.say('zhangsan', '/ping');
    elapsed += stillFor;
    await office.db().run(`update job set run_at = run_at - 10000 where state = 'ready'`);
    expect(await ready()).toEqual(well);
  });
});

describe.skipIf(!hasPostgres)('readiness on PostgreSQL', () => {
  it('ends while the server is away, says why, and returns with it', async () => {
    const schema = await newSchema('server clock');
    const target = new URL(schema.url);
    const way = await door({ host: target.hostname, port: Number(target.port || 5432) });
    afterwards.push(way.close, schema.drop);
    const url = new URL(schema.url);
    url.host = `127.0.0.1:${way.port}`;
    office = await openOffice({ engine: 'embedded', env: { DATABASE_URL: url.href } });
    // The server's clock is the bot's there, and no test sets it.
    const fine = [200, { ...well[1], clock: expect.any(String) }];
    expect(await ready()).toEqual(fine);
    way.shut();
    const [status, { database, token }] = await ready();
    expect([status, token]).toEqual([503, 'ok']);
    expect(database).toBe(NO_DATABASE);
    expect(logged()).toMatch(/ECONN|terminated/);
    way.reopen();
    await expect.poll(ready).toEqual(fine);
  });
});
