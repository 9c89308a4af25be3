import type { Segment } from './segments.ts';

export interface Typed {
  /** The command word as it was typed, without its slash; undefined when the message is not a command. */
  word: string | undefined;
  /** What follows it, and the people mentioned before it. */
  rest: Segment[];
  /** Whether people other than the bot are mentioned before the word. */
  peopleFirst: boolean;
  mentionsBot: boolean;
}

/** An ideographic space, a no-break space and the zero-width ones count as spaces. */
const leading = /^[\s\u3000\u00a0\u200b-\u200d\u2060\ufeff]+/u;
const slash = /^(?:、[/／]?|[/／])/u;
const COMMA = '、';
const commandWord = /^(?:[a-zA-Z0-9_-]+|[\p{L}\p{N}_-]+)/u;

/**
 * Reads `[@bot] [@people] /word rest`: the bot mentioned first or not at all, a slash of either width, the word glued to
 * a mention or not. A Chinese input method types `、` for a slash: that counts before a word that is known.
 */
export function readCommand(segments: Segment[], knows: (word: string) => boolean = () => false): Typed {
  const mentionsBot = segments.some((segment) => segment.kind === 'bot');
  const { people, rest } = skipSalutation(segments);
  const [first, ...others] = rest;
  const peopleFirst = people.length > 0;
  const sign = first?.kind === 'text' ? (slash.exec(first.text)?.[0] ?? '') : '';
  const typed = first?.kind === 'text' && sign ? first.text.slice(sign.length) : '';
  const words = typed.replace(leading, '');
  const word = commandWord.exec(words)?.[0];
  if (word === undefined || (sign === COMMA && !knows(word)))
    return { word: undefined, rest: segments, peopleFirst, mentionsBot };
  const remainder = words.slice(word.length);
  const behind = remainder ? [{ kind: 'text' as const, text: remainder }, ...others] : others;
  return { word, rest: [...people, ...behind], peopleFirst, mentionsBot };
}

function skipSalutation(segments: Segment[]): { people: Segment[]; rest: Segment[] } {
  const people: Segment[] = [];
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'person') people.push(segment);
    else if (segment.kind === 'text') {
      const text = segment.text.replace(leading, '');
      if (text !== '') return { people, rest: [{ kind: 'text', text }, ...segments.slice(index + 1)] };
    } else if (segment.kind !== 'bot') return { people, rest: segments.slice(index) };
  }
  return { people, rest: [] };
}
