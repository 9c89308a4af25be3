export type Token =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'sign'; sign: string };

const SPACE = /^\s+/;
const NUMBER = /^\d+(?:\.\d+)?/;
const WRAPPED = /^(?:[#$@]?\{([\p{L}\w.-]+)\}|\[([\p{L}\w.-]+)\])/u;
const NAME = /^[\p{L}_][\p{L}\w.]*/u;
const SIGN = /^[-+*/(),×÷（），]/u;
const plainSigns: Record<string, string> = { '×': '*', '÷': '/', '（': '(', '）': ')', '，': ',' };

function next(rest: string): { token: Token; length: number } | undefined {
  const number = NUMBER.exec(rest)?.[0];
  if (number) return { token: { kind: 'number', value: Number(number) }, length: number.length };
  const wrapped = WRAPPED.exec(rest);
  if (wrapped)
    return { token: { kind: 'name', name: wrapped[1] ?? wrapped[2] ?? '' }, length: wrapped[0].length };
  const name = NAME.exec(rest)?.[0];
  if (name) return { token: { kind: 'name', name }, length: name.length };
  const sign = SIGN.exec(rest)?.[0];
  return sign ? { token: { kind: 'sign', sign: plainSigns[sign] ?? sign }, length: sign.length } : undefined;
}

/** The tokens of a formula; undefined when something in it can't be one. */
export function tokensOf(formula: string): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = formula.trim().replace(/^=/, '');
  while (rest !== '') {
    const space = SPACE.exec(rest)?.[0].length ?? 0;
    rest = rest.slice(space);
    if (rest === '') break;
    const found = next(rest);
    if (!found) return undefined;
    tokens.push(found.token);
    rest = rest.slice(found.length);
  }
  return tokens;
}
