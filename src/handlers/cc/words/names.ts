import type { Span } from './brackets.ts';
import { within } from './brackets.ts';
import { without } from './comment.ts';
import { referenceAt } from './reference.ts';

/** Something that may be called so in another system. */
export interface Name {
  name: string;
  /** What the comment is without it. */
  comment: string;
  /** Whether it stands where the instance belongs, and is hardly meant as a word. */
  leads: boolean;
}

/** A link, what the message shows of it, and where the comment has that. */
export interface LinkSpan {
  href: string;
  shown: string;
  span: Span;
}

export const MAX_NAMES = 8;
const word = /[^\s,，、。;；!！()（）"“”*「」『』【】《》]+/gu;
/** Ids and numbers of documents have a digit in them; what is shorter is a word. */
const nameLike = /^(?=.*\d).{4,}$/u;
const idLike = /^(?=.*\d)(?=.*[A-Za-z])[\w./-]{6,}$/;

/** Nothing but brackets and the like stands before the link. */
export const leads = (comment: string, { span }: LinkSpan): boolean =>
  span.end > 0 && !/[\p{L}\p{N}]/u.test(comment.slice(0, span.start));

/** What may name an instance of another system: links first, then words outside the addresses. */
export function namesIn(comment: string, links: readonly LinkSpan[], addresses: readonly Span[]): Name[] {
  const isInAddress = within(addresses);
  const names = links.slice(0, MAX_NAMES).map(
    (link): Name => ({
      name: link.href,
      comment: without(comment, link.span),
      leads: leads(comment, link),
    }),
  );
  const shown = new Set(links.map((link) => link.shown));
  for (const { index: start, 0: name } of comment.matchAll(word)) {
    if (names.length === MAX_NAMES) break;
    if (isInAddress(start) || !nameLike.test(name) || shown.has(name)) continue;
    const span = { start, end: start + name.length };
    const isFirst = referenceAt(comment, span).start === 0;
    names.push({ name, comment: without(comment, span), leads: isFirst && idLike.test(name) });
  }
  return names;
}
