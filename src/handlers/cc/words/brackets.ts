/** Where something stands in a comment. */
export interface Span {
  start: number;
  end: number;
}

const PAIRS = [
  '()',
  '[]',
  '{}',
  '<>',
  '（）',
  '［］',
  '｛｝',
  '＜＞',
  '【】',
  '〔〕',
  '〖〗',
  '〈〉',
  '《》',
  '「」',
  '『』',
];
const QUOTES = ['“”', '‘’', '""', "''", '``', '＂＂', '＇＇'];
const MOST_MARKS = 3;
const closing = new Map([...PAIRS, ...QUOTES].map((pair) => [pair.charAt(0), pair.charAt(1)]));

/** How many marks of one kind of emphasis stand on each side of a span, if they are as many. */
function emphasis(text: string, before: number, after: number): number {
  const mark = text.charAt(before - 1);
  if (mark === '' || !'*_~'.includes(mark)) return 0;
  let count = 0;
  while (count < MOST_MARKS && text.charAt(before - 1 - count) === mark) count++;
  for (let n = 0; n < count; n++) if (text.charAt(after + n) !== mark) return 0;
  return text.charAt(after + count) === mark ? 0 : count;
}

/** The span with every pair of brackets or quotes right around it, and with emphasis as Markdown writes it. */
export function withBrackets(text: string, { start, end }: Span): Span {
  let around = { start, end };
  for (;;) {
    const marks = emphasis(text, around.start, around.end);
    if (marks > 0) {
      around = { start: around.start - marks, end: around.end + marks };
      continue;
    }
    let [before, after] = [around.start, around.end];
    while (text.charAt(before - 1) === ' ') before--;
    while (text.charAt(after) === ' ') after++;
    const close = closing.get(text.charAt(before - 1));
    if (close === undefined || text.charAt(after) !== close) return around;
    around = { start: before - 1, end: after + 1 };
  }
}

/** Tells of positions, asked for in ascending order, whether they are in one of the spans, which are in that order too. */
export function within(spans: readonly Span[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    for (let span = spans[next]; span; span = spans[++next]) if (span.end > at) return span.start <= at;
    return false;
  };
}
