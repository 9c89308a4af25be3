/** A link as one thing, with what is shown of it, or the text between links. */
export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/**
 * The links of a text, whole: `[text](address)` is how a text message has a hyperlink, `[text](mailto:…)` an e-mail address;
 * an address may also stand by itself. Each character is looked at a bounded number of times.
 * https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content
 */
export const readLinks = (text: string): Piece[] =>
  written(text).flatMap((piece) => (piece.kind === 'text' ? standing(piece.text) : [piece]));

const bracket = /[[\]\n]/g;

/** `[text](address)` between texts. */
function written(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (let link = nextLink(text, 0); link; link = nextLink(text, end)) {
    const { open, close, href } = link;
    if (open > end) pieces.push({ kind: 'text', text: text.slice(end, open) });
    pieces.push({ kind: 'link', text: text.slice(open + 1, close), href });
    end = close + ']('.length + href.length + ')'.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** The next one from a position on; its text may have brackets of its own, also one too many. */
function nextLink(text: string, from: number): { open: number; close: number; href: string } | undefined {
  let opened: number[] = [];
  let first: number | undefined;
  bracket.lastIndex = from;
  for (let found = bracket.exec(text); found; found = bracket.exec(text)) {
    const { index, 0: char } = found;
    if (char === '[') {
      opened.push(index);
      first ??= index;
    } else if (char === '\n') {
      [opened, first] = [[], undefined];
    } else {
      const open = opened.pop() ?? first;
      const href = open === undefined ? '' : targetBehind(text, index + 1);
      if (open !== undefined && href !== '') return { open, close: index, href };
    }
  }
  return undefined;
}

/** Round brackets, line breaks, and where another link would begin: no target is read twice. */
const targetSign = /[()\n\r]|\]\(/gu;
const target =
  /^<?(?:[a-z][a-z\d+.-]{0,20}:\/\/|(?:mailto|tel):|www\.|[\w.-]{0,64}(?:feishu|larksuite|larkoffice)\.)[^\s]/iu;

/** The address in the round brackets that begin at a position; empty where there is none. */
function targetBehind(text: string, at: number): string {
  if (text.charAt(at) !== '(') return '';
  const start = at + 1;
  let depth = 0;
  targetSign.lastIndex = start;
  for (let found = targetSign.exec(text); found; found = targetSign.exec(text)) {
    if (found[0] === '(') depth++;
    else if (found[0] !== ')') return '';
    else if (depth-- === 0) {
      const address = text.slice(start, found.index);
      return target.test(address) ? address : '';
    }
  }
  return '';
}

/** A scheme, or a host that nobody writes but as an address: Feishu's own, and those that say `www`. */
const beginning =
  /(?:(?:https?|ftps?|file):\/\/|(?<![a-z\d])(?:[a-z][a-z\d+-]{1,20}:\/\/|mailto:|tel:(?=\+?\d))|(?<![\w.@/-])(?:www\.(?=[\w-])|(?:[a-z\d-]{1,63}\.){0,3}(?:feishu\.cn|(?:larksuite|larkoffice)\.com)\/))/gi;

/** Addresses that stand by themselves. */
function standing(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(text); found; found = beginning.exec(text)) {
    const addressEnd = endOfAddress(text, found.index, beginning.lastIndex);
    if (addressEnd === beginning.lastIndex) continue;
    if (found.index > end) pieces.push({ kind: 'text', text: text.slice(end, found.index) });
    const href = text.slice(found.index, addressEnd);
    pieces.push({ kind: 'link', text: href, href });
    end = addressEnd;
    beginning.lastIndex = end;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

const ascii = /[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+/y;
const foreign = /(?![\x20-\x7e])[\p{L}\p{N}][^\x20-\x7e\s\p{P}]*(?=[/?&=#%])/uy;

/**
 * Addresses are ASCII: Chinese typed behind one without a space is not part of it. Where it is a name in a path or a
 * query, the address goes on behind it.
 */
function endOfAddress(text: string, start: number, from: number): number {
  let end = from;
  for (;;) {
    ascii.lastIndex = end;
    if (!ascii.test(text)) break;
    end = ascii.lastIndex;
    foreign.lastIndex = end;
    if (!'/=&?#'.includes(text.charAt(end - 1)) || !foreign.test(text)) break;
    end = foreign.lastIndex;
  }
  return Math.max(from, start + withoutPunctuation(text.slice(start, end)).length);
}

const CLOSING = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** What ends a sentence, or closes a bracket that was opened before the address, is not part of it. */
function withoutPunctuation(address: string): string {
  const count = new Map<string, number>();
  for (const char of address) count.set(char, (count.get(char) ?? 0) + 1);
  let end = address.length;
  for (; end > 0; end--) {
    const char = address.charAt(end - 1);
    const open = CLOSING.get(char);
    const isOver = open !== undefined && (count.get(char) ?? 0) > (count.get(open) ?? 0);
    if (!isOver && !'.,;:!?*~`'.includes(char)) break;
    count.set(char, (count.get(char) ?? 0) - 1);
  }
  return address.slice(0, end);
}
