import type { FormContext } from './control.ts';
import { listIn } from './filled.ts';
import { keyOf, keyWithin, namesAt, namesOf } from './keys.ts';
import { listOf, objectOf, type Raw, textOf } from './raw.ts';
import type { Option, WidgetOf } from './widget.ts';

/** A condition on what is chosen elsewhere. */
type Expression =
  | { kind: 'all' | 'any'; of: Expression[] }
  | { kind: 'chosen'; source: string; values: string[] }
  | { kind: 'constant'; holds: boolean };

/** Under a condition, the options that are left of a control. Controls inside a list or group are named `list.child`. */
export interface Relation {
  when: Expression;
  target: string;
  values: string[];
}

/** Levels of conditions inside of conditions. */
const DEEPEST = 10;

const optionsIn = (given: unknown): string[] =>
  listOf(objectOf(given).value).flatMap((one) => textOf(objectOf(one).value) ?? []);

/** Undefined for what is not understood: a rule that may not hold leaves all options. */
function expressionOf(given: unknown, depth = 0): Expression | undefined {
  const { type, expr } = objectOf(given);
  const raw = objectOf(expr);
  if (type === 'Const') return { kind: 'constant', holds: raw.value === true };
  if (type === 'SingleWidget') {
    const source = textOf(raw.widget_id);
    const known = raw.type === 'in' && source !== undefined && objectOf(raw.expect).type === 'local';
    return known ? { kind: 'chosen', source, values: optionsIn(raw.expect) } : undefined;
  }
  if (type !== 'Multi' || depth > DEEPEST || (raw.type !== 'and' && raw.type !== 'or')) return undefined;
  const of = listOf(raw.exprs).map((one) => expressionOf(one, depth + 1));
  return of.every((one) => one !== undefined) ? { kind: raw.type === 'and' ? 'all' : 'any', of } : undefined;
}

function relationsIn(condition: Raw): Relation[] {
  const when = expressionOf(condition.parents_expr);
  if (!when) return [];
  return listOf(objectOf(condition.children_rule).actions)
    .map(objectOf)
    .flatMap((action): Relation[] => {
      const target = textOf(action.widget_id);
      const known = action.type === 'SetOptions' && objectOf(action.value).type === 'local';
      return known && target !== undefined ? [{ when, target, values: optionsIn(action.value) }] : [];
    });
}

/**
 * Reads `form_widget_relation`, by which choices limit the options of others, a list for each of its groups. Never throws: what
 * can't be read limits nothing. https://open.feishu.cn/document/server-docs/approval-v4/approval/get
 */
export function parseRelations(text: string | undefined): Relation[][] {
  try {
    return listOf(objectOf(JSON.parse(text || '{}')).groups)
      .map(objectOf)
      .map((group) => listOf(group.conditions).map(objectOf).flatMap(relationsIn));
  } catch {
    return [];
  }
}

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
export function optionsNow({ options }: WidgetOf<'choice'>, key: string, form: FormContext): Option[] {
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
