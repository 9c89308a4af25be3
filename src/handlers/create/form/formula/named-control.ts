import { keyOf, keyWithin, namesOf } from '../keys.ts';
import type { Widget, WidgetOf } from '../widget.ts';

export type Nested = WidgetOf<'list' | 'group'>;

/** A row or group around a control, with the key down to it. */
export interface Around {
  nested: Nested;
  key: string;
}

/** A control that a formula names: itself, or as a column of a list or group that is seen from outside. */
export interface NamedControl {
  widget: Widget;
  key: string;
  column: Nested | undefined;
}

/** The rows and groups that a key goes through, the innermost first. */
export function aroundOf(widgets: readonly Widget[], key: string, above = ''): Around[] {
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
 * The control with this id or custom id, `list.child` for one inside another. What stands in the same row or group comes
 * before what stands outside. The key of a column is that of its first row.
 */
export function controlNamed(
  name: string,
  around: readonly Around[],
  widgets: readonly Widget[],
): NamedControl | undefined {
  for (const { nested, key } of around) {
    const child = named(nested.children, withinNamed(nested, name) ?? name);
    if (child) return { widget: child, key: keyWithin(key, child), column: undefined };
  }
  const own = named(widgets, name);
  if (own) return { widget: own, key: keyOf(own), column: undefined };
  const nested = widgets.find((widget) => withinNamed(widget, name) !== undefined);
  if (nested?.kind !== 'list' && nested?.kind !== 'group') return undefined;
  const child = named(nested.children, withinNamed(nested, name) ?? '');
  const first = nested.kind === 'list' ? `${keyOf(nested)}/0` : keyOf(nested);
  return child && { widget: child, key: keyWithin(first, child), column: nested };
}
