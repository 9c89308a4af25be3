import type { z } from 'zod';
import { refuse } from '../errors.ts';

/** One field that is wrong, as `error.field_violations` lists it. */
export interface Violation {
  readonly field: string;
  readonly description: string;
  readonly value?: string;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

/** Says of each issue which field it is about and what is wrong with it. */
export function violationsOf(error: z.ZodError, input: unknown): Violation[] {
  return error.issues.flatMap((issue): Violation[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...issue.path, key].join('.'),
        description: `${key} is unknown`,
      }));
    }
    const field = issue.path.join('.') || 'body';
    const value = valueAt(input, issue.path);
    if (value === undefined) return [{ field, description: `${field} is required` }];
    const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [{ field, description: issue.message, value: shown.slice(0, 200) }];
  });
}

/** For endpoints whose pages give one code of their own for every wrong parameter. */
export function invalidAs(code: number): (violations: readonly Violation[]) => never {
  return (violations) => refuse(code, violations.map((v) => `${v.field}: ${v.description}`).join('; '));
}
