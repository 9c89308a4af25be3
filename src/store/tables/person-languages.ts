import type { Language } from '../../lib/language.ts';
import { one, type Tx } from '../db.ts';

/** Remembers in which language somebody's client is; noted again after a day, so that who is gone is forgotten. */
export async function rememberLanguage(
  db: Pick<Tx, 'all' | 'run'>,
  openId: string,
  language: Language,
): Promise<void> {
  const [known] = await db.all(
    'select 1 from person_language where open_id = $1 and language = $2 and seen_at > now_ms() - 86400000',
    openId,
    language,
  );
  if (known) return;
  await db.run(
    `insert into person_language (open_id, language, seen_at) values ($1, $2, now_ms())
     on conflict (open_id) do update set language = excluded.language, seen_at = excluded.seen_at`,
    openId,
    language,
  );
}

/** The language in which somebody's client was last, if it ever told. */
export async function languageOf(db: Pick<Tx, 'all'>, openId: string): Promise<Language | undefined> {
  const row = await one<{ language: Language }>(
    db,
    'select language from person_language where open_id = $1',
    openId,
  );
  return row?.language;
}

/** The languages of these people; undefined for somebody whose client never told. */
export async function languagesOf(
  db: Pick<Tx, 'all'>,
  openIds: readonly string[],
): Promise<(Language | undefined)[]> {
  if (openIds.length === 0) return [];
  const rows = await db.all<{ open_id: string; language: Language }>(
    `select open_id, language from person_language where open_id in (${openIds.map((_, n) => `$${n + 1}`).join(', ')})`,
    ...openIds,
  );
  const known = new Map(rows.map((row) => [row.open_id, row.language]));
  return openIds.map((one) => known.get(one));
}
