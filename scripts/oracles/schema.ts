import type { Schema } from './description.ts';

/** JSON Schema as documents write it. */
export interface Written {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Written>>;
  readonly required?: readonly string[];
  readonly items?: Written;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Written[];
  readonly allOf?: readonly Written[];
  readonly $ref?: string;
}

type Resolve = (reference: string) => Written;

const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean']);

/** Several literals are an enum. */
function choicesOf({ enum: choices, const: only, anyOf = [] }: Written): readonly unknown[] | undefined {
  const literals = anyOf.flatMap((one) => (one.const === undefined ? [] : [one.const]));
  if (literals.length > 0 && literals.length === anyOf.length) return literals;
  return only === undefined ? choices : [only];
}

/**
 * Keeps of a schema what can be checked. References are followed, unless they lead back to where they came from: what lies
 * there may be anything.
 */
export function slim(written: Written, resolve: Resolve, within: readonly string[] = []): Schema {
  const { $ref, allOf } = written;
  if ($ref !== undefined) return within.includes($ref) ? {} : slim(resolve($ref), resolve, [...within, $ref]);
  if (allOf?.length === 1 && allOf[0]) return slim(allOf[0], resolve, within);
  const { type, properties, required, items } = written;
  const choices = choicesOf(written);
  return {
    ...(type !== undefined && TYPES.has(type) && { type: type as NonNullable<Schema['type']> }),
    ...(properties && { properties: slimAll(properties, resolve, within) }),
    ...(required?.length && { required }),
    ...(items && { items: slim(items, resolve, within) }),
    ...(choices && { enum: choices as (string | number)[] }),
  };
}

function slimAll(
  properties: Readonly<Record<string, Written>>,
  resolve: Resolve,
  within: readonly string[],
): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, slim(property, resolve, within)]),
  );
}
