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

export async function cacheDefinition(db: Pick<Tx, 'run'>, approvalCode: string, content: unknown) {
  await db.run(
    `insert into definition (approval_code, content, fetched_at) values ($1, $2, now_ms())
     on conflict (approval_code) do update set content = $2, fetched_at = now_ms()`,
    approvalCode,
    JSON.stringify(content),
  );
}

export async function dropDefinition(db: Pick<Tx, 'run'>, approvalCode: string): Promise<void> {
  await db.run('delete from definition where approval_code = $1', approvalCode);
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
