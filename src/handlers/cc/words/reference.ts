import type { Span } from './brackets.ts';
import { withBrackets } from './brackets.ts';

/** What says that a number follows, in three languages; in simplified and traditional characters. */
const LABELS = [
  ...['审批编号', '审批单号', '申请编号', '申请单号', '单据编号', '单据号', '流水号', '编号', '单号'],
  ...['審批編號', '審批單號', '申請編號', '申請單號', '流水號', '編號', '單號'],
  ...['申請番号', '承認番号', '管理番号', '受付番号', '伝票番号', '番号'],
  ...['serial number', 'serial no.', 'serial no', 'approval no.', 'approval no', 'request no.', 'request no'],
  ...['#', '＃', '№', 'no.', 'no'],
].sort((a, b) => b.length - a.length);
const LONGEST_LABEL = Math.max(...LABELS.map((label) => label.length));

/** What tells of a number that it was one, and is not the beginning of a word; a page or part of it. */
const SUFFIX = /^(?:\s{0,4}(?:号|號)(?![码碼楼樓线線院室机機牌店外召])|番(?![号目地組])|\/\d{1,3}(?![\w/]))/u;
const LONGEST_SUFFIX = 8;

const isSpace = (char: string) => char !== '' && ' :：\n'.includes(char);

/** Where what leads up to a reference at `index` begins: its label, or the space before it where it has none. */
function startOf(text: string, index: number): number {
  let end = index;
  while (end > 0 && isSpace(text.charAt(end - 1))) end--;
  const marks = /(?:\*{1,3}|_{1,3}|~~)$/.exec(text.slice(Math.max(0, end - 3), end))?.[0] ?? '';
  let inner = end - marks.length;
  while (inner > 0 && isSpace(text.charAt(inner - 1))) inner--;
  const before = text.slice(Math.max(0, inner - LONGEST_LABEL), inner).toLowerCase();
  const label = LABELS.find((one) => before.endsWith(one));
  if (label === undefined) return end;
  const start = inner - label.length;
  if (!text.slice(0, start).endsWith(marks)) return end;
  // The end of a word is no label: the last letters of "piano".
  return /^[a-z]/.test(label) && /[A-Za-z]/.test(text.charAt(start - 1)) ? end : start - marks.length;
}

function endOf(text: string, end: number): number {
  return end + (SUFFIX.exec(text.slice(end, end + LONGEST_SUFFIX))?.[0].length ?? 0);
}

/** So often a label and brackets may stand around each other. */
const MOST_ROUNDS = 4;

/**
 * A reference with what surrounds it and is said of it alone: brackets and emphasis, a label before it, and what makes it a
 * number behind it. Nothing that is a word of its own goes with it.
 */
export function referenceAt(text: string, span: Span): Span {
  let around = span;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { start, end } = withBrackets(text, { start: around.start, end: endOf(text, around.end) });
    const labelled = { start: startOf(text, start), end };
    const isOrdinal =
      text.charAt(labelled.start - 1) === '第' && /[号號番]\s*$/u.test(text.slice(span.end, end));
    const next = { start: labelled.start - (isOrdinal ? 1 : 0), end };
    if (next.start === around.start && next.end === around.end) break;
    around = next;
  }
  return around;
}
