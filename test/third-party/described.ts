import { z } from 'zod';

type Schema = Record<string, unknown>;
interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, unknown> }> }>>;
  components: { schemas: Record<string, Schema> };
}

/** So that what nobody described is seen. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const within = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in within ? { additionalProperties: false, ...within } : within;
}

/** Holds answers against the API's own description: throws at one that is not as this says. */
export function heldTo(description: object) {
  const { paths, components } = description as Described;
  const renamed = (schema: unknown) =>
    JSON.parse(
      JSON.stringify(closed(schema))
        .replaceAll('#/components/schemas/', '#/$defs/')
        // A pattern of JSON Schema is one of Unicode, but not where it is read here.
        .replaceAll('\\\\p{Cc}', '\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f'),
    );
  const $defs = renamed(components.schemas);
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (name: string) => {
    const known = schemas.get(name) ?? z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs });
    schemas.set(name, known);
    return known;
  };
  return (
    asked: { path: string; method?: string | undefined },
    { status, type, body }: { status: number; type: string; body: unknown },
  ): void => {
    if (type.startsWith('application/problem+json')) return void schemaOf('Problem').parse(body);
    const path = asked.path.replace(/(?<=\/instances\/).+/, '{id}');
    const described = paths[path]?.[(asked.method ?? 'GET').toLowerCase()];
    if (!described) return;
    const content = described.responses[String(status)]?.content['application/json'];
    const [name = ''] = /\w+$/.exec((content as { schema: { $ref: string } }).schema.$ref) ?? [];
    schemaOf(name).parse(body);
  };
}
