import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJob } from '../../src/jobs/queue.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { DatabaseUnusable, type Db } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { door } from '../support/door.ts';
import { capturedLog } from '../support/log.ts';
import { asAdmin, hasPostgres, newSchema } from '../support/postgres.ts';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let schema: Awaited<ReturnType<typeof newSchema>>;
  let opened: Db[];
  beforeEach(async () => {
    schema = await newSchema('server clock');
    opened = [];
  });
  afterEach(async () => {
    for (const db of opened) await db.close().catch(() => undefined);
    await schema.drop();
  });

  const { log, text } = capturedLog();
  const open = async (databaseUrl = schema.url) => {
    const db = await openStore({ databaseUrl, dataDir: '/nowhere', clock: systemClock, log });
    opened.push(db);
    return db;
  };
  const through = (change: (url: URL) => unknown) => {
    const url = new URL(schema.url);
    change(url);
    return url.href;
  };
  const count = async (db: Db, table: string) =>
    (await db.all<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n;

  it('is brought up to date once by five replicas that start at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => open()));
    expect(await count(opened[0]!, 'schema_version')).toBe(migrations.length);
  });

  it('gives a migration the time it needs, and those who wait for it, though a statement has its limit', async () => {
    const url = through(({ searchParams }) => searchParams.set('query_timeout', '1500'));
    const [one, other] = [await open(url), await open(url)];
    await expect(one.all('select pg_sleep(2)')).rejects.toThrow('Query read timeout');
    const slow = [...migrations, () => ['select pg_sleep(3)', 'create table late (n integer)']];
    const first = migrate(one, slow);
    await expect
      .poll(() =>
        asAdmin(`select 1 from pg_stat_activity where query = 'select pg_sleep(3)' and state = 'active'`),
      )
      .toHaveLength(1);
    const second = migrate(other, slow);
    const third = open(url);
    await Promise.all([first, second, expect(third).rejects.toThrow(/schema version \d+.*newer version/)]);
    expect(await count(one, 'schema_version')).toBe(slow.length);
    expect(await count(other, 'late')).toBe(0);
  });

  it('is its own clock, to the millisecond and as a number', async () => {
    const db = await open();
    const [row] = await db.all<{ now: number }>('select now_ms() as now');
    expect(Math.abs(Number(row?.now) - Date.now())).toBeLessThan(5_000);
    expect(row?.now).toEqual(expect.any(Number));
  });

  it('wakes the other replica, and only in its own schema', async () => {
    const [one, other] = [await open(), await open()];
    const neighbour = await newSchema('server clock');
    const stranger = await open(neighbour.url);
    const woken = { one: 0, other: 0, stranger: 0 };
    one.listen('bell', () => woken.one++);
    other.listen('bell', () => woken.other++);
    stranger.listen('bell', () => woken.stranger++);
    await one.transaction(async (tx) => tx.notify('bell'));
    await expect.poll(() => [woken.one, woken.other]).toEqual([1, 1]);
    await stranger.transaction(async (tx) => tx.notify('bell'));
    await expect.poll(() => woken).toEqual({ one: 1, other: 1, stranger: 1 });
    await stranger.close();
    await neighbour.drop();
  });

  it('finds by its poll the job whose notification was lost', async () => {
    const [one, other] = [await open(), await open()];
    const done: string[] = [];
    const deaf: Db = { ...other, listen: () => () => undefined };
    const handlers = { q: { run: async (job: { key: string }) => void done.push(job.key) } };
    const worker = startWorker({
      db: deaf,
      handlers,
      clock: systemClock,
      log,
      metrics: createMetrics(),
      random: () => 0,
      judge: (error) => error,
    });
    await other.all('select 1');
    await one.transaction((tx) => addJob(tx, { queue: 'q', key: 'quiet', payload: 1 }));
    await expect.poll(() => done, { timeout: 3_000 }).toEqual(['quiet']);
    await worker.stop(5_000);
  });

  it('runs a transaction again that the server chose to end a deadlock', async () => {
    const [one, other] = [await open(), await open()];
    for (const name of ['a', 'b']) await one.run('insert into rate_limit values ($1, 0)', name);
    const tries = { forth: 0, back: 0 };
    const lock = (db: Db, way: keyof typeof tries, names: string[]) =>
      db.transaction(async (tx) => {
        tries[way]++;
        for (const name of names) {
          await tx.run(
            'update rate_limit set theoretical_arrival = theoretical_arrival + 1 where name = $1',
            name,
          );
          await tx.all('select pg_sleep(0.1)');
        }
      });
    await Promise.all([lock(one, 'forth', ['a', 'b']), lock(other, 'back', ['b', 'a'])]);
    // More than once when the repeated one is quicker than the server wakes the one that waited.
    expect(tries.forth + tries.back).toBeGreaterThanOrEqual(3);
    expect(await one.all('select theoretical_arrival as n from rate_limit')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('keeps a text with a character that it can not hold', async () => {
    const db = await open();
    await db.run('insert into rate_limit values ($1, 0)', 'a\0b');
    expect(await db.all('select name from rate_limit')).toEqual([{ name: 'a\uFFFDb' }]);
  });

  describe('that vanishes', () => {
    let gate: Awaited<ReturnType<typeof door>>;
    let db: Db;
    beforeEach(async () => {
      const { hostname: host, port } = new URL(schema.url);
      gate = await door({ host, port: Number(port) });
      db = await open(
        through((url) => {
          url.port = String(gate.port);
        }),
      );
    });
    afterEach(() => gate.close());

    it('makes statements fail and nothing else, and works again when it is back', async () => {
      gate.shut();
      const failures = await Promise.allSettled(Array.from({ length: 20 }, () => db.run('select 1')));
      expect(failures.every(({ status }) => status === 'rejected')).toBe(true);
      gate.reopen();
      expect(await db.all('select 1 as n')).toEqual([{ n: 1 }]);
      expect(text()).not.toContain(new URL(schema.url).password);
    });

    it('in the middle of a transaction ends that one, without a trace of it', async () => {
      const broken = db.transaction(async (tx) => {
        await tx.run(`insert into rate_limit values ('half', 0)`);
        gate.sever();
        // Lets the connection's end arrive while no statement is under way.
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.run(`insert into rate_limit values ('other half', 0)`);
      });
      await expect(broken).rejects.toThrow();
      expect(await count(db, 'rate_limit')).toBe(0);
    });

    it('is listened to again afterwards, and whoever may have missed something looks', async () => {
      let woken = 0;
      db.listen('bell', () => woken++);
      gate.shut();
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      gate.reopen();
      await expect.poll(() => woken, { timeout: 5_000 }).toBe(1);
      await db.transaction(async (tx) => tx.notify('bell'));
      await expect.poll(() => woken).toBe(2);
    });

    it('without a word does not keep the bot from stopping', async () => {
      gate.freeze();
      const silent = db.run('select 1');
      silent.catch(() => undefined);
      const began = performance.now();
      await db.close();
      expect(performance.now() - began).toBeLessThan(25_000);
      await expect(silent).rejects.toThrow();
    });

    it('closes cleanly while the server is away', async () => {
      gate.shut();
      await db.close();
    });
  });

  it('is asked to end the transaction of a replica whose machine died in it', async () => {
    const db = await open();
    const [row] = await db.all('show idle_in_transaction_session_timeout');
    expect(row?.idle_in_transaction_session_timeout).toBe('10s');
  });

  describe('that can not be used is explained to the operator', () => {
    const complaint = (change: (url: URL) => unknown) =>
      open(through(change)).then(
        () => 'no complaint',
        (error: Error) => {
          expect(error).toBeInstanceOf(DatabaseUnusable);
          expect(error.message).toContain('DATABASE_URL');
          expect(error.message).not.toContain('hush');
          expect(error.message).not.toContain(new URL(schema.url).password);
          return error.message;
        },
      );
    const cases: [string, (url: URL) => unknown, RegExp][] = [
      ['nobody listens', (url) => Object.assign(url, { port: '1' }), /127\.0\.0\.1:1\/.*runs there/],
      [
        'the host is unknown',
        (url) => Object.assign(url, { hostname: 'db.invalid' }),
        /db\.invalid.*spelling/,
      ],
      ['the password is wrong', (url) => Object.assign(url, { password: 'hush' }), /user and the password/],
      ['the database is missing', (url) => Object.assign(url, { pathname: '/none' }), /createdb/],
      [
        'the schema is missing',
        (url) => url.searchParams.set('options', '-c search_path=none'),
        /allowed to create tables/,
      ],
      ['the certificate is unknown', (url) => url.searchParams.set('sslmode', 'verify-full'), /sslrootcert/],
      [
        'the file of the certificate is missing',
        (url) => url.searchParams.set('sslrootcert', '/nowhere/ca.pem'),
        /sslrootcert/,
      ],
    ];
    it.each(cases)('%s', async (_name, change, advice) => {
      expect(await complaint(change)).toMatch(advice);
    });

    it('the user may not create tables', async () => {
      const user = `${schema.name}_user`;
      await asAdmin(`create user ${user} password 'hush'; grant usage on schema ${schema.name} to ${user}`);
      const message = await complaint((url) => {
        url.username = user;
        url.password = 'hush';
      });
      expect(message).toMatch(/permission denied.*GRANT/);
      await asAdmin(`drop owned by ${user}; drop user ${user}`);
    });
  });

  it.runIf(process.env.TEST_DATABASE_CA)(
    'is reached by TLS with the certificate that the address names',
    async () => {
      const db = await open(
        through((url) => {
          url.searchParams.set('sslmode', 'verify-full');
          url.searchParams.set('sslrootcert', process.env.TEST_DATABASE_CA as string);
        }),
      );
      expect(await db.all('select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([
        { ssl: true },
      ]);
    },
  );
});
