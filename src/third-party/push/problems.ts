import type { z } from 'zod';

/** A field that is wrong, and what would be right. */
export interface Problem {
  path: PropertyKey[];
  detail: string;
}

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'a string',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The fields that a schema refuses, each on its own. */
export const problemsOf = (error: z.ZodError, body: unknown): Problem[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        detail: 'is not a field of this shape',
      }));
    return [{ path: issue.path, detail: detailOf(issue, body) }];
  });

function detailOf(issue: Issue, body: unknown): string {
  const missing = issue.path.length > 0 && valueAt(body, issue.path) === undefined;
  const right = rightOf(issue);
  return missing ? `is missing: it ${right}` : right;
}

export const atMost = (entries: number | bigint) => `must have at most ${entries} entries`;

function rightOf(issue: Issue): string {
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map((one) => one || '""').join(', ')}`;
  if (issue.code === 'too_big' && issue.origin === 'array') return atMost(issue.maximum);
  if (issue.code === 'too_small' && issue.origin === 'array') return 'must have at least one entry';
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `must be ${KINDS[issue.expected] ?? `a ${issue.expected}`}`;
  return issue.message;
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** `task_list[0].links`, or the whole. */
export const readable = (path: PropertyKey[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  );
