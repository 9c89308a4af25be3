import { type Entry, type FormContext, objectOf } from './entry.ts';

const listOf = (value: unknown) => (Array.isArray(value) ? value.map(objectOf) : []);
const keysIn = (value: unknown) => listOf(objectOf(value).value).map((one) => one.value);

/** What the form has for a control, `list.child` for one inside another: that of the same row if the asking one stands in it. */
function valuesOf(name: string, { entries, beside = [], within }: FormContext): unknown[] {
  const [id, child] = name.split('.');
  const rows = entries.filter((one) => one.id === id).flatMap(({ value }) => (value ?? []) as Entry[][]);
  const found =
    child === undefined
      ? entries.filter((one) => one.id === id)
      : [...(within === id ? beside : rows.flat())].filter((one) => one.id === child);
  return found.flatMap(({ value }) => value);
}

function holds(given: unknown, context: FormContext): boolean {
  const { type, expr } = objectOf(given);
  const { widget_id, expect, value, exprs, type: operation } = objectOf(expr);
  if (type === 'Const') return value === true;
  if (type === 'SingleWidget')
    return valuesOf(String(widget_id), context).some((one) => keysIn(expect).includes(one));
  const all = listOf(exprs).map((one) => holds(one, context));
  return operation === 'and' ? all.every(Boolean) : all.some(Boolean);
}

/** Whether the relations of a form leave this option of a control (`form_widget_relation` of the page "查看指定审批定义"). */
export function leavesOption(id: string, key: string, context: FormContext): boolean {
  const name = context.within === undefined ? id : `${context.within}.${id}`;
  return listOf(objectOf(context.relation).groups).every((group) => {
    const inForce = listOf(group.conditions)
      .filter((condition) => holds(condition.parents_expr, context))
      .flatMap((condition) => listOf(objectOf(condition.children_rule).actions))
      .filter((action) => action.widget_id === name);
    return inForce.length === 0 || inForce.some((action) => keysIn(action.value).includes(key));
  });
}
