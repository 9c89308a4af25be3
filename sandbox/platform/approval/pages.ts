import type { IdSource } from '../ids.ts';

/** Page tokens: opaque, and good only for the query that they were issued for. */
export interface PageTokens {
  issue(query: unknown, after: string): string;
  /** The key after which the page goes on; undefined when the token was not issued for this query. */
  redeem(token: string, query: unknown): string | undefined;
}

export function createPageTokens(ids: IdSource): PageTokens {
  const issued = new Map<string, { query: string; after: string }>();
  return {
    issue(query, after) {
      const token = Buffer.from(ids.hex(48), 'hex').toString('base64url');
      issued.set(token, { query: JSON.stringify(query), after });
      return token;
    },
    redeem(token, query) {
      const entry = issued.get(token);
      return entry?.query === JSON.stringify(query) ? entry.after : undefined;
    },
  };
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Set when there is more. */
  readonly next: string | undefined;
}

/** A key that sorts what is newer before what is older, and what is equally old by id. */
export function newestFirst(at: number, id: string): string {
  return `${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')}:${id}`;
}

/**
 * Cuts one page out of rows, in the order of their keys. A page goes on after the key that was shown last, so that rows which
 * come or go in between neither repeat nor hide others.
 * @returns undefined when the token does not belong to this query
 */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  page: { size: number; token: string | undefined; query: unknown },
  tokens: PageTokens,
): Page<Row> | undefined {
  const after = page.token === undefined ? '' : tokens.redeem(page.token, page.query);
  if (after === undefined) return undefined;
  const ordered = rows.map((row) => ({ row, key: keyOf(row) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = ordered.filter(({ key }) => key > after);
  const shown = rest.slice(0, page.size);
  const last = shown.at(-1);
  const more = rest.length > shown.length && last !== undefined;
  return { rows: shown.map(({ row }) => row), next: more ? tokens.issue(page.query, last.key) : undefined };
}

/** How an answer says whether there is more, and where it goes on. */
export const tailOf = ({ next }: Page<unknown>) => ({
  has_more: next !== undefined,
  ...(next !== undefined && { page_token: next }),
});
