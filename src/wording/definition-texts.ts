import { z } from 'zod';
import { childrenOf, listOf, objectOf, optionsOf, type Raw, textOf } from '../feishu/definition-json.ts';
import type { Definition } from '../feishu/definitions.ts';

const field = z.object({
  name: z.string(),
  /** What a control without a value explains. */
  note: z.string().optional(),
  /** By the value that is submitted. */
  options: z.record(z.string(), z.string()).optional(),
});

/** What a definition says in one language. */
export const definitionTexts = z.object({
  name: z.string(),
  /** By the ids of the controls down to it: `list/child`. */
  fields: z.record(z.string(), field),
  /** By the ids of the nodes. */
  nodes: z.record(z.string(), z.string()),
});
export type DefinitionTexts = z.infer<typeof definitionTexts>;
export type FieldTexts = z.infer<typeof field>;

/** The place of a control in `fields`. */
export const fieldPath = (above: string, id: string): string => (above ? `${above}/${id}` : id);

function fieldsOf(controls: readonly unknown[], above: string): [string, FieldTexts][] {
  return controls.map(objectOf).flatMap((raw): [string, FieldTexts][] => {
    const id = textOf(raw.id);
    if (id === undefined) return [];
    const path = fieldPath(above, id);
    return [[path, textsIn(raw)], ...fieldsOf(childrenOf(raw), path)];
  });
}

function textsIn(raw: Raw): FieldTexts {
  // An option without a text is named by its value: no translation.
  const options = optionsOf(raw).filter(({ value, text }) => text !== value);
  const note = raw.type === 'text' ? textOf(raw.value) : undefined;
  return {
    name: textOf(raw.name) ?? '',
    ...(note !== undefined && { note }),
    ...(options.length > 0 && {
      options: Object.fromEntries(options.map(({ value, text }) => [value, text])),
    }),
  };
}

/** What a definition says, as it was read in one language. Never throws: what can't be read says nothing. */
export function textsOf({ name, form, nodes }: Pick<Definition, 'name' | 'form' | 'nodes'>): DefinitionTexts {
  return {
    name,
    fields: Object.fromEntries(fieldsOf(controlsIn(form), '')),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node.name])),
  };
}

function controlsIn(form: string): unknown[] {
  try {
    return listOf(JSON.parse(form));
  } catch {
    return [];
  }
}
