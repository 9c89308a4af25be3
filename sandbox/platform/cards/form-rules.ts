import { CODES } from './finding.ts';
import type { Problem } from './shape-rules.ts';
import { elementsOf, type Visited } from './walk.ts';

const FORM_ONLY = new Set(['multi_select_static', 'multi_select_person']);
const NAMED = new Set([
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
  'button',
  'select_img',
]);

const submits = ({ form_action_type, action_type }: Visited['element']): boolean =>
  form_action_type === 'submit' || action_type === 'form_submit';
const inForm = ({ inside }: Visited): boolean => inside.includes('form');
const unreadable = (path: Problem['path'], message: string): Problem => ({
  code: CODES.unreadable,
  path,
  message,
});

function placeProblems(item: Visited): Problem[] {
  const { tag, path, inside, element } = item;
  const found: Problem[] = [];
  if (tag === 'form' && inside.length > 0) found.push(unreadable(path, 'a form stands at the root only'));
  if (tag === 'table' && inside.length > 0) found.push(unreadable(path, 'a table stands at the root only'));
  if (FORM_ONLY.has(tag) && !inForm(item)) found.push(unreadable(path, `${tag} stands in a form only`));
  if (element.form_action_type !== undefined && !inForm(item)) {
    found.push(unreadable([...path, 'form_action_type'], 'only a button in a form submits or resets it'));
  }
  if (tag === 'button' && element.name !== undefined && !inForm(item)) {
    found.push(unreadable([...path, 'name'], 'only a button in a form has a name'));
  }
  if (element.required !== undefined && !inForm(item)) {
    found.push(unreadable([...path, 'required'], 'only what stands in a form can be required'));
  }
  return found;
}

function nameProblems(elements: readonly Visited[]): Problem[] {
  const seen = new Set<unknown>();
  return elements.flatMap((item): Problem[] => {
    const { element, tag, path } = item;
    const { name } = element;
    const mustHave = NAMED.has(tag) && inForm(item);
    if (mustHave && (typeof name !== 'string' || name === '')) {
      return [
        { code: CODES.formName, path, message: 'the name of an interactive element in a form is empty' },
      ];
    }
    if (typeof name !== 'string') return [];
    if (seen.has(name)) return [{ code: CODES.formName, path, message: `the name "${name}" is used twice` }];
    seen.add(name);
    return [];
  });
}

function submitProblems(elements: readonly Visited[]): Problem[] {
  const startsWith = (path: Problem['path'], start: Problem['path']) =>
    start.every((key, i) => path[i] === key);
  return elements
    .filter(({ tag }) => tag === 'form')
    .filter((form) => !elements.some(({ element, path }) => submits(element) && startsWith(path, form.path)))
    .map(({ path }) => unreadable(path, 'a form needs a button with form_action_type "submit"'));
}

/** Where elements may stand, and the names by which Feishu tells the fields of a form apart. */
export function formProblems(card: unknown): Problem[] {
  const elements = elementsOf(card);
  return [...elements.flatMap(placeProblems), ...nameProblems(elements), ...submitProblems(elements)];
}
