import { parseInline } from './inline.ts';
import type { Block, ListItem } from './nodes.ts';

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;

export const isItem = (line: string): boolean => ITEM.test(line);

const indent = (line: string): number => line.length - line.trimStart().length;

/** The lines that stand further in than a list item, up to the next one beside it. */
function inner(lines: readonly string[], from: number, depth: number): { lines: string[]; next: number } {
  let next = from;
  while (next < lines.length && (lines[next] ?? '').trim() !== '' && indent(lines[next] ?? '') > depth)
    next += 1;
  return { lines: lines.slice(from, next), next };
}

/** The list at this line, and the line after it. `read` reads what is inside of an item. */
export function readList(
  lines: readonly string[],
  at: number,
  read: (lines: readonly string[]) => Block[],
): { block: Block; next: number } {
  const first = ITEM.exec(lines[at] ?? '');
  const depth = first?.[1]?.length ?? 0;
  const ordered = first?.[3] !== undefined;
  const items: ListItem[] = [];
  let next = at;
  for (;;) {
    const match = ITEM.exec(lines[next] ?? '');
    if (!match || (match[1]?.length ?? 0) !== depth || (match[3] !== undefined) !== ordered) break;
    const inside = inner(lines, next + 1, depth);
    items.push({ children: parseInline(match[4] ?? ''), inside: read(inside.lines) });
    next = inside.next;
  }
  return { block: { type: 'list', ordered, start: Number(first?.[3] ?? 1), items }, next };
}
