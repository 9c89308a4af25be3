import { decodeEntities } from './entities.ts';
import type { Inline } from './nodes.ts';
import { RULES } from './rules.ts';

const BEGINNINGS = /[\n`*_~![h<:]/g;

/** Deeper nesting is text: no card needs it, and a hostile one must not exhaust the stack. */
const DEEPEST = 12;

interface Found {
  readonly node: Inline;
  readonly end: number;
}

function ruleAt(text: string, at: number, depth: number): Found | undefined {
  if (depth > DEEPEST) return undefined;
  for (const { begins, pattern, make } of RULES) {
    if (text[at] !== begins) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const node = make(match, (inner) => parseInline(inner, depth + 1));
    if (node) return { node, end: at + match[0].length };
  }
  return undefined;
}

/** One line or paragraph of Feishu's markdown. Never fails: what is no markup is text. Entities are read last. */
export function parseInline(text: string, depth = 0): Inline[] {
  const nodes: Inline[] = [];
  let plainFrom = 0;
  let at = 0;
  const flush = (until: number) => {
    if (until > plainFrom) nodes.push({ type: 'text', text: decodeEntities(text.slice(plainFrom, until)) });
  };
  while (at < text.length) {
    BEGINNINGS.lastIndex = at;
    const next = BEGINNINGS.exec(text)?.index;
    if (next === undefined) break;
    const found = ruleAt(text, next, depth);
    if (found === undefined) {
      at = next + 1;
      continue;
    }
    flush(next);
    nodes.push(found.node);
    at = found.end;
    plainFrom = at;
  }
  flush(text.length);
  return nodes;
}
