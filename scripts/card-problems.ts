import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';

/** What is wrong with a template or a text, and where. */
export interface CardProblem {
  /** From the project's folder. */
  file: string | null;
  line: number | null;
  reason: string;
}

const NAMED = /(?:^|[\s:])(\S*cards\/\S+\.json): /;

/** What some versions of Node.js quote instead of a position. */
const SNIPPET = /, (?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON/;

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** The line of the place that json-e names, such as `.body`, `.elements`, `[0]`: as far down as the file has it. */
function lineOfPlace(text: string, place: readonly string[]): number | null {
  const lines = new LineCounter();
  const file = parseDocument(text, { lineCounter: lines });
  const keys = place.map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part.slice(1)));
  for (let depth = keys.length; depth > 0; depth--) {
    const node = file.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function lineIn(text: string, reason: string, place: unknown): number | null {
  const position = / at position (\d+)/.exec(reason)?.[1];
  if (position !== undefined) return lineAt(text, Number(position));
  if (/Unexpected end/.test(reason)) return lineAt(text, text.length);
  const around = SNIPPET.exec(reason)?.[1];
  if (around !== undefined) return lineAt(text, text.indexOf(around) + around.length / 2);
  const key = /"([^"]+)"/.exec(reason)?.[0];
  const found = key === undefined ? -1 : text.indexOf(key);
  if (found >= 0) return lineAt(text, found);
  return Array.isArray(place) ? lineOfPlace(text, place.map(String)) : null;
}

function problemIn(said: string, root: string, place: unknown): CardProblem {
  const named = NAMED.exec(said);
  if (!named?.[1]) return { file: null, line: null, reason: said };
  const file = path.relative(root, path.resolve(root, named[1]));
  const reason = said.slice(named.index + named[0].length);
  return { file, line: lineIn(readFileSync(path.join(root, file), 'utf8'), reason, place), reason };
}

/** Why the cards can't be read or drawn, by file and line. */
export function cardProblems(error: unknown, root: string): CardProblem[] {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const place = (cause as { location?: unknown } | undefined)?.location;
  // Several are one a line, below a line that names no file.
  const [first = '', ...others] = message.split('\n');
  const lines = NAMED.test(first) ? [message] : [...others, ...(others.length === 0 ? [first] : [])];
  return lines.filter(Boolean).map((line) => problemIn(line, root, place));
}
