import type { Entry } from './entry.ts';

/** The numbers that a name in a formula stands for: one control, or a control in every row of a list (`list.child`). */
function numbers(name: string, entries: readonly Entry[]): number[] {
  const [id, child] = name.replace(/[{}]/g, '').split('.');
  const found = entries.find((one) => one.id === id);
  if (child === undefined) return [Number(found?.value ?? 0)];
  const rows = (found?.value ?? []) as Entry[][];
  return rows.map((row) => Number(row.find((one) => one.id === child)?.value ?? 0));
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

/**
 * The value of `a + b * (c - 1)` and `SUM(list.child)` over what a form carries, `{id}` for ids that are no words; the sandbox's
 * worlds need no more.
 */
export function computed(expression: string, entries: readonly Entry[]): number {
  const tokens = expression.match(/SUM|\{[^}]+\}|[A-Za-z_][\w.-]*|\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? '';
  const factor = (): number => {
    const token = take();
    if (token === '-') return -factor();
    if (token === '(') return grouped();
    if (token === 'SUM') {
      take();
      const values = numbers(take(), entries);
      take();
      return sum(values);
    }
    return /^\d/.test(token) ? Number(token) : sum(numbers(token, entries));
  };
  const grouped = () => {
    const inside = terms();
    take();
    return inside;
  };
  const product = (): number => {
    let left = factor();
    while (tokens[at] === '*' || tokens[at] === '/')
      left = take() === '*' ? left * factor() : left / factor();
    return left;
  };
  const terms = (): number => {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      left = take() === '+' ? left + product() : left - product();
    return left;
  };
  return terms();
}
