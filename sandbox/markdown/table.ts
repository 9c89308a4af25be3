import { parseInline } from './inline.ts';
import type { Align, Block } from './nodes.ts';

const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function cells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.trim());
}

function alignOf(rule: string): Align {
  if (/^:-+:$/.test(rule)) return 'center';
  return /-:$/.test(rule) ? 'right' : 'left';
}

/** Whether a table begins at this line: a row, and a rule with as many cells below it. */
export function tableBegins(lines: readonly string[], at: number): boolean {
  const [head, rule] = [lines[at] ?? '', lines[at + 1] ?? ''];
  return head.includes('|') && RULE.test(rule) && cells(head).length === cells(rule).length;
}

/** The table at this line, and the line after it. */
export function readTable(lines: readonly string[], at: number): { block: Block; next: number } {
  const head = cells(lines[at] ?? '');
  const align = cells(lines[at + 1] ?? '').map(alignOf);
  let next = at + 2;
  const rows: string[][] = [];
  while (lines[next]?.includes('|')) {
    rows.push(cells(lines[next] ?? ''));
    next += 1;
  }
  const fitted = rows.map((row) => head.map((_cell, column) => parseInline(row[column] ?? '')));
  return {
    block: { type: 'table', align, head: head.map((cell) => parseInline(cell)), rows: fitted },
    next,
  };
}
