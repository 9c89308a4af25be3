import type { Part } from '../../../dispatch/parts.ts';
import { instanceInLink } from '../../../feishu/applink.ts';

/** A whole thing in a message, as far as it matters which instance is meant. */
export type Token =
  | { kind: 'words'; text: string }
  /** An instance code that stands by itself. */
  | { kind: 'code'; code: string }
  /** `shown` is what the message shows of it; `instance` is a code or the long number of a share link. */
  | { kind: 'link'; href: string; shown: string; instance: string | undefined }
  /** A mention, which parts the words around it. */
  | { kind: 'gap' };

const instanceCode = /(?<![0-9A-Za-z-])[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?![0-9A-Za-z-])/iu;

/**
 * What is more than a word: an address or a code, also one with an address right behind it. Addresses are ASCII: Chinese
 * typed behind one without a space is not part of it. Every branch is taken or refused within a bounded number of
 * characters, and what was taken is not looked at again.
 */
const special =
  /(?<address>(?:(?:https?|lark|feishu):\/\/|applink\.(?:feishu|larksuite)\.)[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+)|(?<code>(?<![0-9A-Za-z-])[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?=https?:\/\/|(?![0-9A-Za-z-])))/giu;

/** The tokens of what follows a command, in reading order. */
export const tokensOf = (rest: readonly Part[]): Token[] =>
  rest.flatMap((part): Token[] => {
    if (part.kind === 'text') return tokensIn(part.text);
    return [part.kind === 'link' ? linkTo(part.href, part.text || part.href) : { kind: 'gap' }];
  });

function tokensIn(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { index, 0: found, groups } of text.matchAll(special)) {
    if (index > end) tokens.push({ kind: 'words', text: text.slice(end, index) });
    tokens.push(groups?.address ? linkTo(found, found) : { kind: 'code', code: found });
    end = index + found.length;
  }
  if (end < text.length) tokens.push({ kind: 'words', text: text.slice(end) });
  return tokens;
}

const linkTo = (href: string, shown: string): Token => ({
  kind: 'link',
  href,
  shown,
  instance: instanceInLink(href) ?? instanceCode.exec(href)?.[0],
});
