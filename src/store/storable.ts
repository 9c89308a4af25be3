import type { Value } from './db.ts';

/** PostgreSQL's text can hold every character but NUL. */
export const storable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
