import { listOf, objectOf, type Raw, textOf } from '../../../feishu/definition-json.ts';
/** A condition on what is chosen elsewhere. */
export type Expression =
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
