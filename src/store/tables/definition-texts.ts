import type { Language } from '../../lib/language.ts';
import type { Tx } from '../db.ts';
import { isAsOf } from './definitions.ts';

/** What a definition says in one language; `content` where it was read whole. */
export interface DefinitionText {
  approvalCode: string;
  language: Language;
  name: string;
  content: unknown;
}

/** What is kept of these definitions, in every language. */
export async function definitionTexts(
  db: Pick<Tx, 'all'>,
  approvalCodes: readonly string[],
): Promise<DefinitionText[]> {
  if (approvalCodes.length === 0) return [];
  const rows = await db.all<{
    approval_code: string;
    language: Language;
    name: string;
    content: string | null;
  }>(
    `select approval_code, language, name, content from definition_text
     where approval_code in (${approvalCodes.map((_, n) => `$${n + 1}`).join(', ')})`,
    ...approvalCodes,
  );
  return rows.map(({ approval_code: approvalCode, language, name, content }) => ({
    approvalCode,
    language,
    name,
    content: content === null ? undefined : JSON.parse(content),
  }));
}

/** Keeps what was read, unless the definition has changed since it had this many changes. */
export async function keepDefinitionText(
  db: Pick<Tx, 'run'>,
  { approvalCode, language, name, content }: DefinitionText,
  changes: number,
): Promise<void> {
  await db.run(
    `insert into definition_text (approval_code, language, name, content, fetched_at)
     select $1, $2, $3, $4, now_ms() where ${isAsOf('$5')}
     on conflict (approval_code, language) do update set name = excluded.name, content = excluded.content,
       fetched_at = excluded.fetched_at`,
    approvalCode,
    language,
    name,
    JSON.stringify(content),
    changes,
  );
}

/** Keeps a name that a list told in this language, beside what was read whole. */
export async function keepDefinitionName(
  tx: Tx,
  approvalCode: string,
  language: Language,
  name: string,
): Promise<void> {
  if (!approvalCode || !name) return;
  await tx.run(
    `insert into definition_text (approval_code, language, name, content, fetched_at)
     values ($1, $2, $3, null, now_ms())
     on conflict (approval_code, language) do update set name = excluded.name
     where definition_text.name <> excluded.name`,
    approvalCode,
    language,
    name,
  );
}
