import type { z } from 'zod';
import { cardShape } from './card-shape.ts';
import { CODES, type Path, valueAt } from './finding.ts';

export interface Problem {
  code: number;
  path: Path;
  message: string;
}

const RETIRED = new Set(['note', 'action']);

function unknownTag(card: unknown, path: Path): Problem {
  const tag = String(valueAt(card, path));
  if (RETIRED.has(tag)) {
    const message = `cards of schema V2 no longer support this capability; unsupported tag ${tag}`;
    return { code: CODES.unsupportedTag, path: path.slice(0, -1), message };
  }
  return { code: CODES.unreadable, path, message: `unknown tag "${tag}", or one that is not emulated here` };
}

function problems(card: unknown, issue: z.core.$ZodIssue): Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: CODES.unreadable,
      path: [...path, key],
      message: `unknown property "${key}"`,
    }));
  }
  if (issue.code === 'invalid_union' && path.at(-1) === 'tag') return [unknownTag(card, path)];
  return [{ code: CODES.unreadable, path, message: issue.message }];
}

/** Unknown or missing properties, wrong types and values: version 2.0 refuses what it does not know. */
export function shapeProblems(card: unknown): Problem[] {
  const result = cardShape.safeParse(card);
  return result.success ? [] : result.error.issues.flatMap((issue) => problems(card, issue));
}
