import { LIMITS, LOCALES } from '../../store/third-party-document/fields.ts';
import { type Loose, objectsIn, type Placed } from './loose.ts';
import { atMost, type Problem } from './problems.ts';

/** A language too many, or one twice, has a better refusal than that there are too many. */
const LANGUAGES = 2 * LOCALES.length;

/**
 * The lists that are too long to be looked at entry by entry: a schema would do so before it counts, and fails where there
 * are too many mistakes.
 */
export function flooded(body: Loose): Problem[] {
  const root: Placed<Loose> = { path: [], value: body };
  const lists = [
    ...tooLong(root, 'task_list', LIMITS.tasks),
    ...tooLong(root, 'cc_list', LIMITS.ccs),
    ...tooLong(root, 'form', LIMITS.rows),
    ...tooLong(root, 'i18n_resources', LANGUAGES),
  ];
  if (lists.length > 0) return lists;
  return [
    ...objectsIn(root, 'task_list').flatMap((task) => tooLong(task, 'action_configs', LIMITS.actions)),
    ...objectsIn(root, 'i18n_resources').flatMap((one) => tooLong(one, 'texts', LIMITS.texts)),
  ];
}

function tooLong({ path, value }: Placed<Loose>, name: string, most: number): Problem[] {
  const list = value[name];
  return Array.isArray(list) && list.length > most ? [{ path: [...path, name], detail: atMost(most) }] : [];
}
