import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';

type Engine = 'embedded' | 'postgres';

/** The few words in which PostgreSQL differs (`Dialect`). */
const WORDS = {
  ' for update skip locked': ' ',
  'greatest(': 'max(',
  '::json': '',
  'json_array_elements(': 'json_each(',
  ' as entry(value)': ' as entry',
};

/**
 * A file has one process, which frees what the last one left at its start; of several replicas each lets leases end. And each
 * engine tells its version in its own way.
 */
const ONLY_EMBEDDED = /^update job .* 'the process died', .* where state = 'running'$|sqlite_version\(\)/;

const known = new Set<string>();

/** The bot's own handle: what it says to the database is noted for the comparison at the end of the run. */
export function noted(db: Db): Db {
  const engine = db.exclusive ? 'embedded' : 'postgres';
  const note = (sql: string) => {
    noteStatement(engine, sql);
    return sql;
  };
  const heard = (tx: Tx): Tx => ({
    all: <T extends Row>(sql: string, ...params: Value[]) => tx.all<T>(note(sql), ...params),
    run: (sql, ...params) => tx.run(note(sql), ...params),
    notify: tx.notify,
  });
  return {
    ...db,
    transaction: (work, how) => db.transaction((tx) => work(heard(tx)), how),
    all: <T extends Row>(sql: string, ...params: Value[]) => db.all<T>(note(sql), ...params),
    run: (sql, ...params) => db.run(note(sql), ...params),
  };
}

function noteStatement(engine: Engine, sql: string) {
  const line = `${shape(sql)}\n`;
  if (known.has(engine + line)) return;
  known.add(engine + line);
  appendFileSync(path.join(tmpdir(), `${engine}-${process.pid}.statements`), line);
}

/** The same for both engines, any number of values, of queues to take jobs from, and of jobs for one person. */
const shape = (sql: string) =>
  Object.entries(WORDS)
    .reduce((text, [there, here]) => text.replaceAll(there, here), sql.replace(/\s+/g, ' '))
    .replace(/\(\$\d+(, ?\$\d+)*\)/g, '($)')
    .replace(/\$\d+(, ?\$\d+)*/g, '$')
    .replace(/ < \d+\)/g, ' < $)')
    .replace(/( union all \(?select .*)+/, ' …');

/** What has run on one engine in any process of this run. */
function ranOn(engine: Engine): Set<string> {
  const files = readdirSync(tmpdir()).filter(
    (name) => name.startsWith(`${engine}-`) && name.endsWith('.statements'),
  );
  return new Set(
    files.flatMap((name) => readFileSync(path.join(tmpdir(), name), 'utf8').trimEnd().split('\n')),
  );
}

/**
 * At the end of a run of everything (`EVERY_STATEMENT=1`): what the bot says to the embedded database it must have said to
 * PostgreSQL, too, since not every test runs on both.
 */
export default () => () => {
  if (!process.env.EVERY_STATEMENT) return;
  const onPostgres = ranOn('postgres');
  const missing = [...ranOn('embedded')].filter((sql) => !onPostgres.has(sql) && !ONLY_EMBEDDED.test(sql));
  process.stdout.write(`${onPostgres.size} different statements ran on PostgreSQL\n`);
  if (missing.length === 0) return;
  process.exitCode = 1;
  throw new Error(
    `never run on PostgreSQL; add a file of tests to onPostgresToo in vitest.config.ts:\n${missing.join('\n')}`,
  );
};
