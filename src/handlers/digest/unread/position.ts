/** How many instances a page lists, if that many fit onto a card. */
export const PAGE = 8;

/** Where in the list a card begins: on a page, from 1, after so many of its rows as were on the card before. */
export interface Position {
  page: number;
  after: number;
}

export const FIRST: Position = { page: 1, after: 0 };

const written = /^p(\d{1,6})(?:\.(\d))?$/;

/** A position as the buttons of a list carry it: `p2`, or `p2.5` for what of that page did not fit. */
export function readPosition(text: string): Position | undefined {
  const [, page, after = 0] = written.exec(text) ?? [];
  return page === undefined ? undefined : { page: Number(page), after: Number(after) };
}

export const positionText = ({ page, after }: Position): string =>
  after > 0 ? `p${page}.${after}` : `p${page}`;

/** The nearest position that a list of so many rows has. */
export function nearestPosition({ page, after }: Position, total: number): Position {
  const nearest = Math.min(Math.max(1, page), Math.ceil(total / PAGE));
  const onPage = Math.min(PAGE, total - (nearest - 1) * PAGE);
  return { page: nearest, after: nearest === page && after < onPage ? after : 0 };
}

/** The positions before and after a card that shows so many rows from a position on. */
export function around({ page, after }: Position, shown: number, total: number) {
  const to = (page - 1) * PAGE + after + shown;
  const rest = { page, after: after + shown };
  const next = rest.after < PAGE ? rest : { page: page + 1, after: 0 };
  const previous = after > 0 ? { page, after: 0 } : { page: page - 1, after: 0 };
  return {
    previous: previous.page > 0 ? positionText(previous) : null,
    next: to < total ? positionText(next) : null,
  };
}
