import { KEY_PREFIX, LIMITS } from '../../store/third-party-document/fields.ts';
import { type Loose, objectsIn, type Placed, textsIn } from './loose.ts';
import type { Problem } from './problems.ts';

const FORM = ['name', 'value'] as const;

/** Every place where a text of the form may stand, or its key. */
const formTexts = (root: Placed<Loose>) => objectsIn(root, 'form').flatMap((row) => textsIn(row, FORM));

/** Every place where a key of i18n_resources may stand. */
function wordsIn(root: Placed<Loose>): Placed<string>[] {
  const tasks = objectsIn(root, 'task_list');
  const actions = tasks.flatMap((task) => objectsIn(task, 'action_configs'));
  return [
    ...textsIn(root, ['title', 'user_name', 'department_name']),
    ...formTexts(root),
    ...tasks.flatMap((task) => textsIn(task, ['title', 'node_name'])),
    ...actions.flatMap((action) => textsIn(action, ['action_name'])),
  ];
}

const isKey = ({ value }: Placed<string>) => value.startsWith(KEY_PREFIX);

/** One default language, which has every text that is used, and each language and key once. */
export function keyRules(body: Loose): Problem[] {
  const root: Placed<Loose> = { path: [], value: body };
  const resources = objectsIn(root, 'i18n_resources');
  if (resources.length === 0) return [];
  const defaults = resources.filter(({ value }) => value.is_default === true);
  const path = ['i18n_resources'];
  const count = defaults.length;
  return [
    ...(count === 1
      ? []
      : [{ path, detail: `must have one language with is_default true, and has ${count}` }]),
    ...repeated(resources, 'locale', 'is there twice: each language once'),
    ...resources.flatMap((one) => repeated(objectsIn(one, 'texts'), 'key', 'is there twice: each key once')),
    ...(count === 1 ? defaults.flatMap((one) => lacking(root, one)) : []),
    ...tooLong(root, resources),
  ];
}

function repeated(entries: Placed<Loose>[], name: string, detail: string): Problem[] {
  const seen = new Set<unknown>();
  return entries.flatMap(({ path, value: { [name]: value } }) => {
    if (value !== undefined && seen.has(value)) return { path: [...path, name], detail };
    seen.add(value);
    return [];
  });
}

const localeOf = ({ value: { locale } }: Placed<Loose>) => (typeof locale === 'string' ? ` ${locale}` : '');

function lacking(root: Placed<Loose>, defaults: Placed<Loose>): Problem[] {
  const known = new Set(objectsIn(defaults, 'texts').map(({ value }) => value.key));
  return wordsIn(root)
    .filter((one) => isKey(one) && !known.has(one.value))
    .map(({ path, value }) => ({
      path,
      detail: `names the key ${value}, which the default language${localeOf(defaults)} has no text for`,
    }));
}

/** The limit of the form counts the text, also where the form has its key. */
function tooLong(root: Placed<Loose>, resources: Placed<Loose>[]): Problem[] {
  const keys = new Set<unknown>(
    formTexts(root)
      .filter(isKey)
      .map(({ value }) => value),
  );
  return resources
    .flatMap((one) => objectsIn(one, 'texts'))
    .filter(
      ({ value: { key, value } }) => keys.has(key) && typeof value === 'string' && value.length > LIMITS.text,
    )
    .map(({ path }) => ({
      path: [...path, 'value'],
      detail: `must have at most ${LIMITS.text} characters, since the form shows it`,
    }));
}

/** Keys mean nothing where there are no i18n_resources. */
export const strayKeys = (body: Loose): Problem[] =>
  wordsIn({ path: [], value: body })
    .filter(isKey)
    .map(({ path }) => ({
      path,
      detail: `begins with ${KEY_PREFIX}, but there are no i18n_resources: send them, or the text itself`,
    }));
