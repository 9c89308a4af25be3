import { one, type Tx } from '../db.ts';

/** A third-party definition: Feishu gives it another code than its owner did, and knows it by that one. */
export interface ExternalDefinition {
  customCode: string;
  realCode: string;
}

export async function keepExternalDefinition(tx: Tx, definition: ExternalDefinition & { content: unknown }) {
  await tx.run(
    `insert into external_definition (custom_code, real_code, content, applied_at) values ($1, $2, $3, now_ms())
     on conflict (custom_code) do update set real_code = $2, content = $3, applied_at = now_ms()`,
    definition.customCode,
    definition.realCode,
    JSON.stringify(definition.content),
  );
}

/**
 * Has what was pushed under the code of a definition's owner known by the one that Feishu gave it, and by its name: Feishu
 * asks by that code about everything, however it was pushed.
 */
export async function adoptRealCode(
  tx: Tx,
  { customCode, realCode }: ExternalDefinition,
  name: string,
): Promise<void> {
  for (const table of ['external_instance', 'cc_copy', 'cc_instance'])
    await tx.run(`update ${table} set approval_code = $2 where approval_code = $1`, customCode, realCode);
  await tx.run('update cc_instance set approval_name = $2 where approval_code = $1', realCode, name);
}

/** The code by which Feishu knows a definition, whichever of its two codes is given; others are as they are. */
export async function realCodeOf(db: Pick<Tx, 'all'>, code: string): Promise<string> {
  const row = await one<{ real_code: string }>(
    db,
    'select real_code from external_definition where custom_code = $1',
    code,
  );
  return row?.real_code ?? code;
}

/** The code that the owner gave to a definition, whichever of its two codes is given. */
export async function customCodeOf(db: Pick<Tx, 'all'>, code: string): Promise<string | undefined> {
  const row = await one<{ custom_code: string }>(
    db,
    `select custom_code from external_definition where custom_code = $1 or real_code = $1
     order by case when custom_code = $1 then 0 else 1 end limit 1`,
    code,
  );
  return row?.custom_code;
}
