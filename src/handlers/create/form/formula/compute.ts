import type { FormContext } from '../control.ts';
import { rowsOf, textIn } from '../filled.ts';
import { keyOf, keyWithin, namesOf } from '../keys.ts';
import { numberIn } from '../number.ts';
import { allUntouched } from '../untouched.ts';
import { visible } from '../visible.ts';
import type { Widget, WidgetOf } from '../widget.ts';
import { evaluate } from './evaluate.ts';

type Nested = WidgetOf<'list' | 'group'>;

/** A row or group around a control, with the key down to it. */
interface Around {
  nested: Nested;
  key: string;
}

/** What is computed already, by key; undefined for what has no value, or is being computed: one that depends on itself has none. */
type Known = Map<string, number | undefined>;

/** The value of a formula: for one inside a list that of its row. Undefined when it is not understood or has none. */
export const compute = (widget: WidgetOf<'formula'>, key: string, form: FormContext): number | undefined =>
  computed(widget, key, form, new Map());

function computed(widget: WidgetOf<'formula'>, key: string, form: FormContext, known: Known) {
  if (known.has(key)) return known.get(key);
  known.set(key, undefined);
  const around = aroundOf(form.widgets, key);
  const value = evaluate(widget.expression, (name) => numbersNamed(name, around, form, known));
  known.set(key, value);
  return value;
}

/** The rows and groups that a key goes through, the innermost first. */
function aroundOf(widgets: readonly Widget[], key: string, above = ''): Around[] {
  const [first = '', ...rest] = key.split('/');
  const nested = widgets.find((widget) => keyOf(widget) === first);
  if (nested?.kind !== 'list' && nested?.kind !== 'group') return [];
  const [row, ...inside] = nested.kind === 'list' ? rest : ['', ...rest];
  const here = above + (nested.kind === 'list' ? `${first}/${row}` : first);
  return [...aroundOf(nested.children, inside.join('/'), `${here}/`), { nested, key: here }];
}

const named = (widgets: readonly Widget[], name: string) =>
  widgets.find((widget) => namesOf(widget).includes(name));

/** What follows `list.` in a name, if that list or group is meant. */
const withinNamed = (nested: Widget, name: string) =>
  namesOf(nested).flatMap((own) => (name.startsWith(`${own}.`) ? [name.slice(own.length + 1)] : []))[0];

/**
 * The numbers of a control by its id or custom id, `list.child` for one inside another; an empty one counts as 0. What stands
 * in the same row or group comes before what stands outside, and a list from outside is a column.
 */
function numbersNamed(name: string, around: Around[], form: FormContext, known: Known): number[] | undefined {
  for (const { nested, key } of around) {
    const child = named(nested.children, withinNamed(nested, name) ?? name);
    if (child) return numbersOf(child, keyWithin(key, child), form, known);
  }
  const own = named(form.widgets, name);
  if (own) return numbersOf(own, keyOf(own), form, known);
  const nested = form.widgets.find((widget) => withinNamed(widget, name) !== undefined);
  if (nested?.kind !== 'list' && nested?.kind !== 'group') return undefined;
  const child = named(nested.children, withinNamed(nested, name) ?? '');
  return child && column(nested, child, form, known);
}

/** The numbers of a control in all rows that will be sent. */
function column(nested: Nested, child: Widget, form: FormContext, known: Known): number[] | undefined {
  const key = keyOf(nested);
  const places = nested.kind === 'group' ? [key] : rowsOf(form.filled, key).map((row) => `${key}/${row}`);
  const filled = places.filter((place) => !allUntouched(nested.children, place, form));
  const numbers = filled.map((place) => numbersOf(child, keyWithin(place, child), form, known));
  return numbers.every((one) => one !== undefined) ? numbers.flat() : undefined;
}

function numbersOf(widget: Widget, key: string, form: FormContext, known: Known): number[] | undefined {
  if (widget.kind === 'formula') {
    const value = computed(widget, key, form, known);
    return value === undefined ? undefined : [value];
  }
  if (widget.kind !== 'number' && widget.kind !== 'amount') return undefined;
  const typed = visible(widget, form) ? textIn(form.filled, key) : '';
  return [typed === '' ? 0 : (numberIn(typed)?.value ?? 0)];
}
