import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db, Tx } from '../../src/store/db.ts';
import { openStore } from '../../src/store/open.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { scrape } from '../support/metrics.ts';

let statements: Set<string>;
let db: Db;
let office: Office;
beforeEach(async () => {
  statements = new Set();
  office = await openOffice({ engine: 'embedded', surroundings: { openStore: overheard } });
});
afterEach(() => office.close());

/** Opens the embedded database so that every statement is noted. */
async function overheard(options: Parameters<typeof openStore>[0]): Promise<Db> {
  db = await openStore(options);
  const opened = db;
  const noted = (tx: Tx): Tx => ({
    ...tx,
    all: (sql, ...params) => tx.all(note(sql), ...params),
    run: (sql, ...params) => tx.run(note(sql), ...params),
  });
  return {
    ...opened,
    transaction: (work) => opened.transaction((tx) => work(noted(tx))),
    all: (sql, ...params) => opened.all(note(sql), ...params),
    run: (sql, ...params) => opened.run(note(sql), ...params),
  };
}

function note(sql: string): string {
  statements.add(sql);
  return sql;
}

/**
 * What is done to the table of jobs: the many that have ended, with all that they carried, lie in it for a week. An index
 * that leaves those out may be gone through.
 */
const ONLY_SOME = ['job_due', 'job_suspect', 'job_running', 'job_quarantined'];
const goesThroughAll = (step: string) =>
  /^SCAN job\b/.test(step) && !ONLY_SOME.some((index) => step.endsWith(`INDEX ${index}`));

it('goes through all jobs neither for an event, nor by the clock, nor when its metrics are read', async () => {
  await office.say('zhangsan', `/cc @李四 ${office.sandbox.instance('laptops').instance_code}`);
  await office.wait(60);
  await office.clock.advance(3_600_000);
  await scrape(office.url());

  const about = [...statements].filter((sql) => /^(select|update|delete|insert|with)\b.*\bjob\b/is.test(sql));
  for (const known of ['lease_until < now_ms()', "state = 'done'", "state = 'quarantined'", 'group by'])
    expect(about.some((sql) => sql.includes(known))).toBe(true);
  const offenders: Record<string, string[]> = {};
  for (const sql of about) {
    const plan = await db.all<{ detail: string }>(`explain query plan ${sql}`);
    const steps = plan.map(({ detail }) => detail).filter(goesThroughAll);
    if (steps.length > 0) offenders[sql] = steps;
  }
  expect(offenders).toEqual({});
}, 60_000);
