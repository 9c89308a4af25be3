import type { FormContext } from '../control.ts';
import { rowsOf, textIn } from '../filled.ts';
import { keyOf, keyWithin } from '../keys.ts';
import { numberIn } from '../number.ts';
import { allUntouched } from '../untouched.ts';
import { visible } from '../visible.ts';
import type { Widget, WidgetOf } from '../widget.ts';
import { evaluate } from './evaluate.ts';
import { type Around, aroundOf, controlNamed, type Nested } from './named-control.ts';

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

/** The numbers of a control by a name of it; an empty one counts as 0, and a list from outside is a column. */
function numbersNamed(name: string, around: Around[], form: FormContext, known: Known): number[] | undefined {
  const control = controlNamed(name, around, form.widgets);
  if (!control) return undefined;
  return control.column
    ? column(control.column, control.widget, form, known)
    : numbersOf(control.widget, control.key, form, known);
}

/** The numbers of a control in all rows that will be sent. */
function column(nested: Nested, child: Widget, form: FormContext, known: Known): number[] | undefined {
  const key = keyOf(nested);
  const rows = nested.kind === 'group' ? [key] : rowsOf(form.filled, key).map((row) => `${key}/${row}`);
  const filled = rows.filter((row) => !allUntouched(nested.children, row, form));
  const numbers = filled.map((row) => numbersOf(child, keyWithin(row, child), form, known));
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
