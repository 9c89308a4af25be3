import type { Schema } from '../../scripts/oracles/description.ts';

export const MISSING = 'missing';

/** Hears what is wrong with a value, and where: `.tasks[].title`, `unknown`. */
export type Report = (where: string, what: string) => void;

const WHOLE = /^-?\d+$/;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function isOf(type: Schema['type'], value: unknown): boolean {
  const kind = kindOf(value);
  return type === undefined || kind === type || (type === 'number' && kind === 'integer');
}

/** Says of everything in a JSON value that a schema does not know or knows as something else. */
export function check(schema: Schema, value: unknown, report: Report, where = ''): void {
  if (!isOf(schema.type, value)) {
    report(where, `${kindOf(value)} instead of ${schema.type}`);
    return;
  }
  if (schema.enum && !schema.enum.includes(value as string)) report(where, `${value} is no choice`);
  if (schema.items && Array.isArray(value))
    for (const item of value) check(schema.items, item, report, `${where}[]`);
  if (schema.properties && kindOf(value) === 'object') checkObject(schema, value as object, report, where);
}

function checkObject(
  { properties = {}, required = [] }: Schema,
  value: object,
  report: Report,
  where: string,
) {
  for (const name of required) if (!(name in value)) report(`${where}.${name}`, MISSING);
  for (const [name, one] of Object.entries(value)) {
    // Never sent.
    if (one === undefined) continue;
    const known = properties[name];
    if (known) check(known, one, report, `${where}.${name}`);
    else report(`${where}.${name}`, 'unknown');
  }
}

/** A value of a query is text, whatever it stands for. */
function meant(schema: Schema, text: unknown): unknown {
  if (schema.type === 'array') return [text].flat().map((one) => meant(schema.items ?? {}, one));
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  return isNumber && WHOLE.test(String(text)) ? Number(text) : text;
}

/** The same for the query of a call. */
export function checkQuery(schema: Schema, query: Readonly<Record<string, unknown>>, report: Report): void {
  const values = Object.entries(query).map(([name, text]) => {
    const known = schema.properties?.[name];
    return [name, known ? meant(known, text) : text];
  });
  check(schema, Object.fromEntries(values), report, '?');
}
