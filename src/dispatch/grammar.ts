import type { Part } from './parts.ts';

export interface Typed {
  /** The command word in lower case, without its slash; undefined when the message is not a command. */
  word: string | undefined;
  /** What follows it. */
  rest: Part[];
  mentionsBot: boolean;
}

/** An ideographic space, a no-break space and the zero-width ones count as spaces. */
const space = '[\\s\\u3000\\u00a0\\u200b-\\u200d\\u2060\\ufeff]';
const leading = new RegExp(`^${space}+`, 'u');
const slashWord = new RegExp(`^[/／]${space}*([a-zA-Z0-9_-]+|[\\p{L}\\p{N}_-]+)`, 'u');

/**
 * Reads `[@bot] /word rest`: the bot mentioned first or not at all, a slash of either width, any letter case, the word
 * glued to a mention or not.
 */
export function readCommand(parts: Part[]): Typed {
  const mentionsBot = parts.some((part) => part.kind === 'bot');
  const rest = skipSalutation(parts);
  const first = rest[0];
  const match = first?.kind === 'text' ? slashWord.exec(first.text) : null;
  if (first?.kind !== 'text' || !match?.[1]) return { word: undefined, rest, mentionsBot };
  const remainder = first.text.slice(match[0].length);
  const word = match[1].normalize('NFKC').toLowerCase();
  return {
    word,
    rest: [...(remainder ? [{ kind: 'text' as const, text: remainder }] : []), ...rest.slice(1)],
    mentionsBot,
  };
}

function skipSalutation(parts: Part[]): Part[] {
  const [first, ...others] = parts;
  if (first?.kind === 'bot') return skipSalutation(others);
  if (first?.kind !== 'text') return parts;
  const text = first.text.replace(leading, '');
  if (text === '') return skipSalutation(others);
  return [{ kind: 'text', text }, ...others];
}
