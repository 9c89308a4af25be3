import { CODES } from './finding.ts';
import type { Problem } from './shape-rules.ts';
import { CARD_BODY_BYTES, expandedBytes } from './size.ts';
import { elementsOf, objectsOf, type Visited } from './walk.ts';

const MAX_ELEMENTS = 200;
const MAX_DEPTH = 5;
const MAX_TABLES = 5;
const MAX_COLUMNS = 50;
const MAX_MARKDOWN_TABLES = 4;

const over = (path: Problem['path'], message: string): Problem => ({ code: CODES.overLimit, path, message });

/** Of a card alone, as the shortest body has it: what a call carries besides is counted where the call is. */
function sizeProblems(card: unknown): Problem[] {
  const content = JSON.stringify(card);
  const bytes = expandedBytes(Buffer.byteLength(JSON.stringify({ content })), content);
  if (bytes <= CARD_BODY_BYTES) return [];
  return [
    { code: CODES.tooLong, path: [], message: `a body of ${bytes} bytes; it may have ${CARD_BODY_BYTES}` },
  ];
}

function countProblems(card: unknown): Problem[] {
  const count = [...objectsOf(card)].filter(([{ tag }]) => typeof tag === 'string').length;
  return count > MAX_ELEMENTS ? [over([], `element exceeds the limit: ${count} of ${MAX_ELEMENTS}`)] : [];
}

function depthProblems(elements: readonly Visited[]): Problem[] {
  return elements
    .filter(({ depth, tag }) => depth > MAX_DEPTH && tag !== 'column')
    .map(({ path }) => over(path, `nested deeper than ${MAX_DEPTH} levels`));
}

function tableProblems(elements: readonly Visited[]): Problem[] {
  const tables = elements.filter(({ tag }) => tag === 'table');
  const wide = tables
    .filter(({ element }) => Array.isArray(element.columns) && element.columns.length > MAX_COLUMNS)
    .map(({ path }) => over(path, `a table may have ${MAX_COLUMNS} columns`));
  const surplus = tables.slice(MAX_TABLES).map(({ path }) => over(path, 'card table number over limit'));
  return [...wide, ...surplus];
}

const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/gm;

function markdownTableProblems(elements: readonly Visited[]): Problem[] {
  return elements
    .filter(({ tag, element }) => tag === 'markdown' && typeof element.content === 'string')
    .filter(({ element }) => [...String(element.content).matchAll(TABLE_RULE)].length > MAX_MARKDOWN_TABLES)
    .map(({ path }) => over(path, `a markdown element may have ${MAX_MARKDOWN_TABLES} tables`));
}

/** Size, number of elements, nesting, tables. */
export function limitProblems(card: unknown): Problem[] {
  const elements = elementsOf(card);
  return [
    ...sizeProblems(card),
    ...countProblems(card),
    ...depthProblems(elements),
    ...tableProblems(elements),
    ...markdownTableProblems(elements),
  ];
}
