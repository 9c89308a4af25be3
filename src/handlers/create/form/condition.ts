import { listOf, objectOf, textOf } from '../../../feishu/definition-json.ts';
import { jsonIn } from '../../../lib/parsed.ts';

type Joined = 'all' | 'any';

interface Expression {
  /** Id or custom id of the control that decides. */
  source: string;
  compare: string;
  /** What it is compared with: one value or several. */
  standard: string[];
}

/** When a control is shown: groups of comparisons. */
export interface Condition {
  join: Joined;
  groups: { join: Joined; expressions: Expression[] }[];
}

const joinOf = (value: unknown, usual: Joined): Joined =>
  value === 'AND' ? 'all' : value === 'OR' ? 'any' : usual;

/** A standard value is a text, which may be a JSON list. */
function standardOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  const text = textOf(value) ?? (typeof value === 'boolean' ? String(value) : '');
  if (!text.startsWith('[')) return text === '' ? [] : [text];
  try {
    return listOf(JSON.parse(text)).map(String);
  } catch {
    return [text];
  }
}

/** Reads a control's `display_condition`; undefined when there is none. */
export function parseCondition(given: unknown): Condition | undefined {
  const raw = objectOf(typeof given === 'string' ? jsonIn(given) : given);
  const groups = listOf(raw.conditions)
    .map(objectOf)
    .map((group) => ({
      join: joinOf(group.conditional, 'all'),
      expressions: listOf(group.expressions)
        .map(objectOf)
        .map((one) => ({
          source: textOf(one.source_widget ?? one.sourceWidget) ?? '',
          compare: (textOf(one.compare_type ?? one.compareType) ?? '')
            .toLowerCase()
            .replace(/[^a-z=<>!]/g, ''),
          standard: standardOf(one.standard_value ?? one.standardValue),
        })),
    }));
  return groups.length > 0 ? { join: joinOf(raw.conditional, 'any'), groups } : undefined;
}

type Compare = (values: string[], standard: string[]) => boolean;

const some: Compare = (values, standard) => values.some((value) => standard.includes(value));
const ordered =
  (holds: (value: number, standard: number) => boolean): Compare =>
  (values, standard) =>
    values.length > 0 && standard.length > 0 && holds(Number(values[0]), Number(standard[0]));
const not =
  (compare: Compare): Compare =>
  (values, standard) =>
    !compare(values, standard);
const empty: Compare = (values) => values.length === 0;

const greater = ordered((value, standard) => value > standard);
const less = ordered((value, standard) => value < standard);

/** The allowed comparisons are documented nowhere: these are the spellings that such APIs have. */
const comparisons: Record<string, Compare> = Object.fromEntries([
  ...[
    'eq',
    'equal',
    'equals',
    'is',
    '=',
    '==',
    'in',
    'include',
    'includes',
    'contain',
    'contains',
    'belong',
  ].map((name) => [name, some] as const),
  ...['ne', 'neq', 'notequal', 'notequals', 'isnot', '!=', '<>', 'notin', 'notcontain', 'notcontains'].map(
    (name) => [name, not(some)] as const,
  ),
  ...['gt', 'greater', 'greaterthan', '>'].map((name) => [name, greater] as const),
  ...['lt', 'less', 'lessthan', '<'].map((name) => [name, less] as const),
  ...['gte', 'ge', '>='].map((name) => [name, not(less)] as const),
  ...['lte', 'le', '<='].map((name) => [name, not(greater)] as const),
  ...['empty', 'isempty', 'null', 'isnull'].map((name) => [name, empty] as const),
  ...['notempty', 'isnotempty', 'notnull'].map((name) => [name, not(empty)] as const),
]);

/**
 * Whether a condition holds. `valuesOf` gives the values of a control, undefined for one that is not there. A comparison
 * that is not understood holds: a control that is shown needlessly does less harm than one that can't be filled.
 */
export function holds(
  condition: Condition | undefined,
  valuesOf: (source: string) => string[] | undefined,
): boolean {
  if (!condition) return true;
  const joined = (join: Joined, results: boolean[]) =>
    join === 'all' ? results.every(Boolean) : results.some(Boolean);
  const judge = ({ source, compare, standard }: Expression) => {
    const values = valuesOf(source);
    const compared = Object.hasOwn(comparisons, compare) ? comparisons[compare] : undefined;
    return !values || !compared || compared(values, standard);
  };
  return joined(
    condition.join,
    condition.groups.map((group) => joined(group.join, group.expressions.map(judge))),
  );
}
