import { createHash } from 'node:crypto';
import { type Row, storable, type Tx, type Value } from '../db.ts';
import type { Table } from './tables.ts';

const PAGE = 200;

/** How many rows a table has, and the sum of their digests, which tells whether two tables have the same rows. */
export interface Tally {
  rows: number;
  digest: bigint;
}

/** Reads a whole table in the order of its key, a page at a time; returns its tally. */
export async function readTable(
  tx: Pick<Tx, 'all'>,
  table: Table,
  page: (rows: Row[]) => Promise<unknown> = async () => undefined,
): Promise<Tally> {
  const { name, columns, key } = table;
  const after = `where (${key.join(', ')}) > (${key.map((_, n) => `$${n + 1}`).join(', ')})`;
  const select = (where: string) =>
    `select ${columns.join(', ')} from ${name} ${where} order by ${key.join(', ')} limit ${PAGE}`;
  const tally: Tally = { rows: 0, digest: 0n };
  for (let last: Row | undefined; ; ) {
    const from = last;
    const rows = from
      ? await tx.all(select(after), ...key.map((column) => from[column] as Value))
      : await tx.all(select(''));
    for (const row of rows) count(tally, columns, row);
    if (rows.length > 0) await page(rows);
    if (rows.length < PAGE) return tally;
    last = rows.at(-1);
  }
}

function count(tally: Tally, columns: string[], row: Row): void {
  const values = columns.map((column) => storable(row[column] ?? null));
  const digest = createHash('sha256').update(JSON.stringify(values)).digest('hex');
  tally.rows++;
  tally.digest = BigInt.asUintN(256, tally.digest + BigInt(`0x${digest}`));
}

export async function insertRows(tx: Tx, { name, columns }: Table, rows: Row[]): Promise<void> {
  let number = 0;
  const placeholders = rows.map(() => `(${columns.map(() => `$${++number}`).join(', ')})`).join(', ');
  const values = rows.flatMap((row) => columns.map((column) => row[column] ?? null));
  await tx.run(`insert into ${name} (${columns.join(', ')}) values ${placeholders}`, ...values);
}
