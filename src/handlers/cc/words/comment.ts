import type { Span } from './brackets.ts';
import { referenceAt } from './reference.ts';

/** A comment in the making: each run of white space becomes one space, or the line breaks that are in it. */
export function commentOf() {
  const pieces: string[] = [];
  let length = 0;
  let space = '';

  return {
    /** Adds a text, and tells where it stands now. */
    add(text: string): Span {
      let start: number | undefined;
      for (const [run] of text.matchAll(/\s+|\S+/gu)) {
        if (/^\s/u.test(run)) {
          space = joined(space, run);
          continue;
        }
        const written = length === 0 ? run : space + run;
        start ??= length + written.length - run.length;
        length += written.length;
        pieces.push(written);
        space = '';
      }
      return { start: start ?? length, end: length };
    },
    text: () => pieces.join(''),
  };
}

function joined(space: string, run: string): string {
  const breaks = run.split('\n').length - 1;
  if (breaks > 0) return (space === ' ' ? '' : space) + '\n'.repeat(breaks);
  return space || ' ';
}

const inFront = new Set([...' \n,，、:：;；。.']);
const behind = new Set([...' \n,，、:：']);

/** What a comment is without what stands at a span, and without what surrounded it and separated it from the rest. */
export function without(comment: string, span: Span): string {
  const { start, end } = referenceAt(comment, span);
  return [comment.slice(0, start), comment.slice(end)]
    .map((piece) => withoutEnd(withoutFront(piece)))
    .filter(Boolean)
    .join(' ');
}

/** A text without what separates it from what comes behind it. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && behind.has(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A text without what separates it from what stood before it. */
export function withoutFront(text: string): string {
  let start = 0;
  while (start < text.length && inFront.has(text.charAt(start))) start++;
  return text.slice(start);
}
