// A text that does not end is one token as well, or each quote in it would be looked at again to the end.
const TOKEN = /"[^"\\]*(?:\\[\s\S][^"\\]*)*\\?(?:"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const isInexact = (token: string) => /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));

/**
 * JSON whose integers stay what they are: one that a number can't hold exactly comes as a text of its digits. Throws a
 * `SyntaxError` like `JSON.parse`.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (isInexact(token) ? `"${token}"` : token)));
}
