import { parseInline } from './inline.ts';
import { isItem, readList } from './list.ts';
import type { Block } from './nodes.ts';
import { readTable, tableBegins } from './table.ts';

const HEADING = /^(#{1,6})\s+(.*)$/;
const FENCE = /^\s*```\s*([\w+#-]*)\s*$/;
const RULE = /^\s*(-{3,}|<hr\s*\/?>)\s*$/;
const QUOTE = /^>\s?/;

/** Deeper nesting is text, as in a line. */
const DEEPEST = 8;

interface Read {
  readonly block: Block;
  readonly next: number;
}

function readFence(lines: readonly string[], at: number): Read {
  const language = FENCE.exec(lines[at] ?? '')?.[1] ?? '';
  let end = at + 1;
  while (end < lines.length && !/^\s*```\s*$/.test(lines[end] ?? '')) end += 1;
  return { block: { type: 'code', language, text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function readQuote(lines: readonly string[], at: number, depth: number): Read {
  let end = at;
  while (QUOTE.test(lines[end] ?? '')) end += 1;
  const inside = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  return { block: { type: 'quote', blocks: readBlocks(inside, depth + 1) }, next: end };
}

function beginsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const begins = [HEADING, FENCE, RULE, QUOTE].some((pattern) => pattern.test(line));
  return begins || isItem(line) || tableBegins(lines, at);
}

function readParagraph(lines: readonly string[], at: number, depth: number): Read {
  let end = at + 1;
  const ends = () => (lines[end] ?? '').trim() === '' || (depth <= DEEPEST && beginsBlock(lines, end));
  while (end < lines.length && !ends()) end += 1;
  return { block: { type: 'paragraph', children: parseInline(lines.slice(at, end).join('\n')) }, next: end };
}

function readBlock(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? '';
  if (depth > DEEPEST) return readParagraph(lines, at, depth);
  const [, hashes, title = ''] = HEADING.exec(line) ?? [];
  if (hashes)
    return { block: { type: 'heading', level: hashes.length, children: parseInline(title) }, next: at + 1 };
  if (FENCE.test(line)) return readFence(lines, at);
  if (RULE.test(line)) return { block: { type: 'rule' }, next: at + 1 };
  if (QUOTE.test(line)) return readQuote(lines, at, depth);
  if (isItem(line)) return readList(lines, at, (inside) => readBlocks(inside, depth + 1));
  return tableBegins(lines, at) ? readTable(lines, at) : readParagraph(lines, at, depth);
}

function readBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const { block, next } = readBlock(lines, at, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

/**
 * Feishu's markdown (page "富文本（Markdown）组件") as blocks. Never fails and never gives markup: what is not understood is text.
 */
export function parseMarkdown(text: string): Block[] {
  return readBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}
