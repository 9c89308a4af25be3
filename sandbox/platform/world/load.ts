import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { World } from './schema.ts';
import { worldSchema } from './schema.ts';

function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function read(source: string): { name: string; text: string } {
  if (source.includes('\n')) return { name: 'world', text: source };
  return { name: source, text: readFileSync(source, 'utf8') };
}

/**
 * Reads a world from a YAML file or from YAML text.
 * @param source a path, or the text itself (anything with a line break is text)
 * @throws an Error that lists every wrong field with its path and what would be right
 */
export function loadWorld(source: string): World {
  const { name, text } = read(source);
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new Error(
      [`${name} is not valid YAML:`, ...document.errors.map((error) => `  ${error.message}`)].join('\n'),
    );
  }
  return checkWorld(document.toJS(), name);
}

/** Checks a world that was put together in code, with the same errors as `loadWorld`. */
export function checkWorld(value: unknown, name = 'world'): World {
  const result = worldSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `  ${fieldPath(issue.path) || '(top level)'}: ${issue.message}`,
  );
  throw new Error([`${name} is not a world the sandbox can play:`, ...problems].join('\n'));
}
