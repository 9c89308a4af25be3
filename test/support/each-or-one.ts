import { it } from 'vitest';

const one = ((rows: unknown[]) => it.each(rows.slice(0, 1))) as typeof it.each;

/**
 * `it.each` for rows that differ in nothing the database sees: all of them on the embedded engine, and on PostgreSQL the
 * first, which stands for the rest there.
 */
export const eachOrOne: typeof it.each =
  process.env.OFFICE_ENGINE === 'postgres' ? one : (((rows: unknown[]) => it.each(rows)) as typeof it.each);
