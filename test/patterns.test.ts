import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/lib/project-root.ts';

interface Pattern {
  source: string;
  flags: string;
}

/** What matters here of a node of ESTree. */
interface Node {
  type?: string;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
  start?: number;
  end?: number;
}

/** The regular expressions in a file, and the calls that would put one together at run time. */
function patternsIn(name: string, text: string): { literals: Pattern[]; made: string[] } {
  const { program, errors } = parseSync(name, text);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
  const literals: Pattern[] = [];
  const made: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, regex, callee, start, end } = node as Node;
    if (regex) literals.push({ source: regex.pattern, flags: regex.flags });
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp')
      made.push(text.slice(start, end));
    for (const child of Object.values(node)) walk(child);
  };
  walk(program);
  return { literals, made };
}

/** Why matching a pattern may take more than a bounded number of looks at each character. */
function superLinear({ source, flags }: Pattern): string[] {
  const { reports } = analyse(
    { source, flags },
    { reportTypes: { Move: true, Self: true, Trade: true }, assumeRejectingSuffix: false },
  );
  return reports.map(({ type, character }) => `/${source}/${flags}: ${type}, repeat ${character.pick}`);
}

describe('a pattern', () => {
  const root = path.join(projectRoot(), 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = files.map((name) => ({
    name,
    ...patternsIn(name, readFileSync(path.join(root, name), 'utf8')),
  }));

  it('looks at each character a bounded number of times', () => {
    const literals = found.flatMap(({ name, literals }) => literals.map((one) => ({ name, one })));
    expect(literals.length).toBeGreaterThan(100);
    expect(literals.flatMap(({ name, one }) => superLinear(one).map((why) => `${name} ${why}`))).toEqual([]);
  });

  it('is written down whole: one that is put together of something from outside nobody can judge', () => {
    expect(found.flatMap(({ name, made }) => made.map((call) => `${name} ${call}`))).toEqual([]);
  });

  it.each([
    ['a label before a number', /(?:no\.?)?[:：\s]*(\d{8})/],
    ['an e-mail address', /[\w.+-]+@[\w-]+/],
    ['what ends a text', /[\s,]+$/],
    ['a repetition in a repetition', /^(?:a+)+$/],
    ['two neighbours that take the same', /^\d+[\d ]*x/],
  ])('is refused where it is tried anew at every position: %s', (_name, { source, flags }) => {
    expect(superLinear({ source, flags })).not.toEqual([]);
  });

  it('is found wherever it stands', () => {
    const text = 'const f = (x: string) => [/a/u, new RegExp(x), RegExp(x + x)].map((one) => one ?? /b/);';
    expect(patternsIn('x.ts', text)).toEqual({
      literals: [
        { source: 'a', flags: 'u' },
        { source: 'b', flags: '' },
      ],
      made: ['new RegExp(x)', 'RegExp(x + x)'],
    });
  });
});
