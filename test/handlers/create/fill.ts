import type { FormContext } from '../../../src/handlers/create/form/control.ts';
import { freshForm } from '../../../src/handlers/create/form/defaults.ts';
import { fieldValues } from '../../../src/handlers/create/form/filled.ts';
import { parseForm } from '../../../src/handlers/create/form/parse.ts';
import { readForm } from '../../../src/handlers/create/form/read.ts';
import { parseRelations } from '../../../src/handlers/create/form/relation-rules.ts';

const person = 'ou_me';

/** A form of these controls with what a card returned. */
export function context(
  controls: object[],
  values: Record<string, unknown> = {},
  relation?: object,
): FormContext {
  const widgets = parseForm(JSON.stringify(controls));
  const filled = freshForm(widgets, person);
  Object.assign(filled.values, fieldValues(values));
  const relations = parseRelations(relation && JSON.stringify(relation));
  return { widgets, relations, filled, person, candidates: ['ou_a'], userIds: {} };
}

/** What such a form is read as. */
export const read = (...form: Parameters<typeof context>) => readForm(context(...form));
/** The value that one required control is read as, or what is wrong with it. */
export const one = (control: object, values: Record<string, unknown>) => {
  const { entries, problems } = read([{ id: 'w', name: '项', required: true, ...control }], values);
  return entries[0]?.value ?? problems.map(({ key }) => key.replace('form.error.', ''));
};
