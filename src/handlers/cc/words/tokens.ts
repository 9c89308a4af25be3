import type { Segment } from '../../../dispatch/segments.ts';
import { instanceInLink, shortLinkIn } from '../../../feishu/applink.ts';
import { withBrackets } from './brackets.ts';
import { referenceAt } from './reference.ts';

/** A whole thing in a message, as far as it matters which instance is meant. */
export type Token =
  | { kind: 'words'; text: string }
  /** An instance code that stands by itself. */
  | { kind: 'code'; code: string }
  /** `shown` is what the message shows of it; `instance` is a code, a long number or a short link (`InstanceWords`). */
  | { kind: 'link'; href: string; shown: string; instance: string | undefined }
  /** An e-mail address or a telephone number, which opens nothing. */
  | { kind: 'contact'; shown: string }
  /** A mention, which parts the words around it. */
  | { kind: 'gap' };

/** Taken or refused within a bounded number of characters. */
const instanceCode = /(?<![0-9A-Za-z-])[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?![0-9A-Za-z-])/giu;
/** The same in a link, which may name the definition, too. */
const oneCode =
  /(?<![0-9A-Za-z-]|(?:definition|approval)_?code(?:=|%3D))[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?![0-9A-Za-z-])/iu;

/** The tokens of what follows a command, in reading order. */
export const tokensOf = (rest: readonly Segment[]): Token[] =>
  unwrapped(
    rest.flatMap((segment): Token[] => {
      if (segment.kind === 'text') return tokensIn(segment.text);
      return [segment.kind === 'link' ? linkTo(segment.href, segment.text || segment.href) : { kind: 'gap' }];
    }),
  );

function tokensIn(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { index, 0: code } of text.matchAll(instanceCode)) {
    if (index > end) tokens.push({ kind: 'words', text: text.slice(end, index) });
    tokens.push({ kind: 'code', code });
    end = index + code.length;
  }
  if (end < text.length) tokens.push({ kind: 'words', text: text.slice(end) });
  return tokens;
}

function linkTo(href: string, shown: string): Token {
  if (/^(?:mailto|tel):/i.test(href))
    return { kind: 'contact', shown: shown.replace(/^(?:mailto|tel):/i, '') };
  const instance = instanceInLink(href) ?? shortLinkIn(href) ?? oneCode.exec(href)?.[0];
  return { kind: 'link', href, shown, instance };
}

/** The instance of Feishu that a token names. */
export function instanceIn(token: Token): string | undefined {
  if (token.kind === 'code') return token.code;
  return token.kind === 'link' ? token.instance : undefined;
}

/** What a token is to a comment. */
export function shownOf(token: Token): string {
  if (token.kind === 'words') return token.text;
  return token.kind === 'link' || token.kind === 'contact' ? token.shown : ' ';
}

/** Whether what is shown is an address, and not the words of a person. */
export const isAddress = (token: Token): boolean =>
  token.kind === 'contact' ||
  (token.kind === 'link' && /:\/\/|@|^(?:www|applink)\.|^[\w.-]{1,255}\//.test(token.shown));

/** The tokens without what was put around an instance, and the label before a code. */
function unwrapped(tokens: Token[]): Token[] {
  for (const [at, token] of tokens.entries()) {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (!instanceIn(token)) continue;
    const text = before?.kind === 'words' ? before.text : '';
    const rest = after?.kind === 'words' ? after.text : '';
    const around = token.kind === 'code' ? referenceAt : withBrackets;
    const { start, end } = around(text + rest, { start: text.length, end: text.length });
    if (text) tokens[at - 1] = { kind: 'words', text: text.slice(0, start) };
    if (rest) tokens[at + 1] = { kind: 'words', text: rest.slice(end - text.length) };
  }
  return tokens;
}
