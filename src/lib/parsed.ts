import { ZodError, type ZodSafeParseResult, type ZodType } from 'zod';

/**
 * What a schema makes of a value from outside; never throws. zod compares the length of whatever has one with its limits, also
 * where it wants a text, and an object in the place of that number can't be compared.
 */
export function parsed<T>(schema: ZodType<T>, value: unknown): ZodSafeParseResult<T> {
  try {
    return schema.safeParse(value);
  } catch {
    const issue = { code: 'custom' as const, path: [], message: 'can not be read', input: value };
    return { success: false, error: new ZodError([issue]) as ZodError<T> };
  }
}

/** What a text is in JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first place that a schema could not make anything of, and why. */
export const whereUnreadable = ({ issues: [issue] }: ZodError): string =>
  `${issue?.path.join('.') || 'its root'}: ${issue?.message}`;
