import { one, type Tx } from '../db.ts';

/** The definition as it was read last, or undefined when it was not or has changed since. */
export async function cachedDefinition(db: Pick<Tx, 'all'>, approvalCode: string): Promise<unknown> {
  const row = await one<{ content: string }>(
    db,
    'select content from definition where approval_code = $1',
    approvalCode,
  );
  return row && JSON.parse(row.content);
}

/** Keeps a definition, unless it has changed since it had this many changes. */
export async function cacheDefinition(
  db: Pick<Tx, 'run'>,
  approvalCode: string,
  content: unknown,
  changes: number,
) {
  await db.run(
    `insert into definition (approval_code, content, fetched_at) select $1, $2, now_ms() where ${isAsOf('$3')}
     on conflict (approval_code) do update set content = excluded.content, fetched_at = excluded.fetched_at`,
    approvalCode,
    JSON.stringify(content),
    changes,
  );
}

/** Holds where the definition `$1` has not changed since it had this many changes. */
export const isAsOf = (changes: string): string =>
  `coalesce((select changes from definition_change where approval_code = $1), 0) = ${changes}`;

/** How often a definition was heard to have changed: what is read of it afterwards is kept for this state of it alone. */
export async function changesOf(db: Pick<Tx, 'all'>, approvalCode: string): Promise<number> {
  const row = await one<{ changes: number }>(
    db,
    'select changes from definition_change where approval_code = $1',
    approvalCode,
  );
  return Number(row?.changes ?? 0);
}

/** Forgets what was read of a definition, in every language. */
export async function dropDefinition(db: Pick<Tx, 'run'>, approvalCode: string): Promise<void> {
  await db.run(
    `insert into definition_change (approval_code, changes) values ($1, 1)
     on conflict (approval_code) do update set changes = definition_change.changes + 1`,
    approvalCode,
  );
  await db.run('delete from definition where approval_code = $1', approvalCode);
  await db.run('delete from definition_text where approval_code = $1', approvalCode);
}

/** Remembers the number by which links to Feishu's own form go: the definition itself does not tell it. */
export async function rememberDefinitionId(db: Pick<Tx, 'run'>, approvalCode: string, approvalId: string) {
  await db.run(
    `insert into definition_id (approval_code, approval_id) values ($1, $2)
     on conflict (approval_code) do update set approval_id = $2`,
    approvalCode,
    approvalId,
  );
}

export async function definitionId(db: Pick<Tx, 'all'>, approvalCode: string): Promise<string | undefined> {
  const row = await one<{ approval_id: string }>(
    db,
    'select approval_id from definition_id where approval_code = $1',
    approvalCode,
  );
  return row?.approval_id;
}
