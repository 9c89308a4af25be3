/** Length of the longest common subsequence of every pair of ends. */
function lengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = before[i] === after[j];
      const down = table[i + 1]?.[j] ?? 0;
      const right = table[i]?.[j + 1] ?? 0;
      const row = table[i];
      if (row) row[j] = same ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(down, right);
    }
  }
  return table;
}

/** Two texts line by line: `-` what is gone, `+` what is new, two spaces before what both have. */
export function lineDifference(before: readonly string[], after: readonly string[]): string[] {
  const most = Math.min(before.length, after.length);
  let [head, tail] = [0, 0];
  while (head < most && before[head] === after[head]) head += 1;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    ...same(before.slice(0, head)),
    ...between(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** So many pairs of lines are compared; of longer texts all that lies between the same beginning and end counts as changed. */
const MOST_PAIRS = 4_000_000;

function between(before: readonly string[], after: readonly string[]): string[] {
  if (before.length * after.length > MOST_PAIRS)
    return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  const table = lengths(before, after);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push(`  ${before[i]}`);
      i += 1;
      j += 1;
    } else if (
      j >= after.length ||
      (i < before.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))
    ) {
      lines.push(`- ${before[i]}`);
      i += 1;
    } else {
      lines.push(`+ ${after[j]}`);
      j += 1;
    }
  }
  return lines;
}

const CONTEXT = 2;

/** The difference with only a few lines around each change; empty when there is none. */
export function shortDifference(before: readonly string[], after: readonly string[]): string[] {
  const lines = lineDifference(before, after);
  const changed = lines.flatMap((line, index) => (line.startsWith('  ') ? [] : [index]));
  const near = (index: number) => changed.some((at) => Math.abs(at - index) <= CONTEXT);
  return lines.flatMap((line, index) => {
    if (near(index)) return [line];
    return index > 0 && near(index - 1) && changed.some((at) => at > index) ? ['  …'] : [];
  });
}
