import type { FormContext } from './control.ts';
import { listIn } from './filled.ts';
import { keyOf, keyWithin, namesAt, namesOf } from './keys.ts';
import type { Expression, Relation } from './relation-rules.ts';
import type { Choosable, WidgetOf } from './widget.ts';

/** What is chosen in a control of this name: of one in the same list that of the same row, else that of all rows. */
function chosen(source: string, beside: string, { widgets, filled }: FormContext): string[] {
  for (const widget of widgets) {
    const key = keyOf(widget);
    if (namesOf(widget).includes(source)) return listIn(filled, key);
    if (widget.kind !== 'list' && widget.kind !== 'group') continue;
    const child = widget.children.find((one) => namesAt(widgets, `${key}/0/${keyOf(one)}`).includes(source));
    const inGroup = widget.children.find((one) => namesAt(widgets, keyWithin(key, one)).includes(source));
    if (widget.kind === 'group' && inGroup) return listIn(filled, keyWithin(key, inGroup));
    if (widget.kind !== 'list' || !child) continue;
    const rows = (filled.rows[key] ?? []).map((row) => `${key}/${row}`);
    const own = rows.filter((row) => beside.startsWith(`${row}/`));
    return (own.length > 0 ? own : rows).flatMap((row) => listIn(filled, keyWithin(row, child)));
  }
  return [];
}

function holds(expression: Expression, beside: string, form: FormContext): boolean {
  if (expression.kind === 'constant') return expression.holds;
  if (expression.kind === 'chosen')
    return chosen(expression.source, beside, form).some((value) => expression.values.includes(value));
  const judged = expression.of.map((one) => holds(one, beside, form));
  return expression.kind === 'all' ? judged.every(Boolean) : judged.some(Boolean);
}

/** The options that a choice has now: those of every rule of a group that holds, and of all groups that limit it. */
export function optionsNow({ options }: WidgetOf<'choice'>, key: string, form: FormContext): Choosable[] {
  const names = namesAt(form.widgets, key);
  const limits = form.relations.flatMap((group) => {
    const inForce = group.filter(({ target, when }) => names.includes(target) && holds(when, key, form));
    return inForce.length > 0 ? [new Set(inForce.flatMap(({ values }) => values))] : [];
  });
  return options.filter(({ value }) => limits.every((limit) => limit.has(value)));
}

const sourcesIn = (expression: Expression): string[] => {
  if (expression.kind === 'constant') return [];
  return expression.kind === 'chosen' ? [expression.source] : expression.of.flatMap(sourcesIn);
};

/** The names of the controls whose choice limits others. */
export const limiting = (relations: Relation[][]): string[] =>
  relations.flat().flatMap(({ when }) => sourcesIn(when));
