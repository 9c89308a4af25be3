import { one, type Tx } from '../db.ts';

/** A third-party definition: Feishu gives it another code than its owner did, and knows it by that one. */
export interface ThirdPartyDefinition {
  customCode: string;
  realCode: string;
}

/** The system that alone may push under a definition, whichever of its two codes is given; undefined where any may. */
export async function ownerOf(db: Pick<Tx, 'all'>, code: string): Promise<string | undefined> {
  const row = await one<{ system: string }>(
    db,
    `select system from external_definition where system is not null
     and (lower(custom_code) = lower(trim($1)) or lower(real_code) = lower(trim($1))) limit 1`,
    code,
  );
  return row?.system;
}

/** The codes, as Feishu has them, of what was applied or pushed and belongs to no system. */
export async function codesWithoutOwner(db: Pick<Tx, 'all'>): Promise<string[]> {
  const rows = await db.all<{ code: string }>(
    `select real_code as code from external_definition where system is null
     union select approval_code from external_instance where approval_code not in
       (select real_code from external_definition union select custom_code from external_definition) order by 1`,
  );
  return rows.map((row) => row.code);
}

/** How many instances of a definition other systems have pushed. */
export async function pushedByOthers(
  db: Pick<Tx, 'all'>,
  realCode: string,
  system: string,
): Promise<{ system: string; count: number }[]> {
  const rows = await db.all<{ system: string; count: number }>(
    `select system, count(*) as count from external_instance where approval_code = $1 and system <> $2
     group by system order by system`,
    realCode,
    system,
  );
  return rows.map((row) => ({ system: row.system, count: Number(row.count) }));
}

export async function keepThirdPartyDefinition(
  tx: Tx,
  definition: ThirdPartyDefinition & { system: string | undefined; content: unknown },
) {
  await tx.run(
    `insert into external_definition (custom_code, real_code, content, system, applied_at)
     values ($1, $2, $3, $4, now_ms())
     on conflict (custom_code) do update set real_code = $2, content = $3, system = $4, applied_at = now_ms()`,
    definition.customCode,
    definition.realCode,
    JSON.stringify(definition.content),
    definition.system ?? null,
  );
}

/**
 * Has what was pushed under the code of a definition's owner known by the one that Feishu gave it, and by its name: Feishu
 * asks by that code about everything, however it was pushed.
 */
export async function adoptRealCode(
  tx: Tx,
  { customCode, realCode }: ThirdPartyDefinition,
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
