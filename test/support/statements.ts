import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Engine = 'embedded' | 'postgres';

/** The few words in which PostgreSQL differs (`Dialect`). */
const WORDS = {
  ' for update skip locked': ' ',
  'greatest(': 'max(',
  '::json': '',
  'json_array_elements(': 'json_each(',
  ' as entry(value)': ' as entry',
};

const noted = new Set<string>();

/** Notes that a statement ran on an engine, for the comparison at the end of the run. */
export function noteStatement(engine: Engine, sql: string) {
  const line = `${shape(sql)}\n`;
  if (noted.has(engine + line)) return;
  noted.add(engine + line);
  appendFileSync(path.join(tmpdir(), `${engine}-${process.pid}.statements`), line);
}

/** The same for both engines, any number of values, and of queues to take jobs from. */
const shape = (sql: string) =>
  Object.entries(WORDS)
    .reduce((text, [there, here]) => text.replaceAll(there, here), sql.replace(/\s+/g, ' '))
    .replace(/\(\$\d+(, ?\$\d+)*\)/g, '($)')
    .replace(/\$\d+(, ?\$\d+)*/g, '$')
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
  const missing = [...ranOn('embedded')].filter((sql) => !onPostgres.has(sql));
  process.stdout.write(`${onPostgres.size} different statements ran on PostgreSQL\n`);
  if (missing.length === 0) return;
  process.exitCode = 1;
  throw new Error(
    `never run on PostgreSQL; add a file of tests to onPostgresToo in vitest.config.ts:\n${missing.join('\n')}`,
  );
};
