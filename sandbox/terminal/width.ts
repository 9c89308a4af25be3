const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const segmenter = new Intl.Segmenter();

export const graphemes = (text: string): string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment);

function graphemeWidth(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns that a text takes in a terminal: two for Chinese, Japanese and emoji. */
export const textWidth = (text: string): number =>
  graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);

/** The text with spaces up to a width. */
export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

// An address stays whole, to be clicked; Chinese and Japanese may break anywhere but before closing marks.
const TOKEN =
  /https:\/\/\S+|\s+|[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60][，。、；：？！）」』】》〉…,.!?:;)]*|[^\s\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]+[，。、；：？！）」』】》〉]*/gu;

function pieces(token: string, width: number): string[] {
  if (token.startsWith('https://') || textWidth(token) <= width) return [token];
  const lines = [''];
  for (const grapheme of graphemes(token)) {
    const line = `${lines.at(-1)}${grapheme}`;
    if (textWidth(line) <= width) lines[lines.length - 1] = line;
    else lines.push(grapheme);
  }
  return lines;
}

function wrapLine(text: string, width: number): string[] {
  const lines = [''];
  for (const token of (text.match(TOKEN) ?? []).flatMap((found) => pieces(found, width))) {
    const line = `${lines.at(-1)}${token}`;
    if (textWidth(line.trimEnd()) <= width || line === token) lines[lines.length - 1] = line;
    else lines.push(token.trimStart());
  }
  return lines.map((line) => line.trimEnd());
}

/** The lines of a text at a width. Only an address may be wider. */
export const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
