import type { Place } from './comment.ts';

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
const closing = new Map([...PAIRS, ...QUOTES].map((pair) => [pair.charAt(0), pair.charAt(1)]));

/** The place with every pair of brackets or quotes right around it. */
export function withBrackets(text: string, { start, end }: Place): Place {
  let around = { start, end };
  for (;;) {
    let [before, after] = [around.start, around.end];
    while (text.charAt(before - 1) === ' ') before--;
    while (text.charAt(after) === ' ') after++;
    const close = closing.get(text.charAt(before - 1));
    if (close === undefined || text.charAt(after) !== close) return around;
    around = { start: before - 1, end: after + 1 };
  }
}

/** Tells of positions, asked for in ascending order, whether they are in one of the places, which are in that order too. */
export function within(places: readonly Place[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    for (let place = places[next]; place; place = places[++next])
      if (place.end > at) return place.start <= at;
    return false;
  };
}
