import { keyOf, keyWithin } from '../keys.ts';
import type { Widget, WidgetOf } from '../widget.ts';
import { isUnderstood } from './evaluate.ts';
import { aroundOf, controlNamed } from './named-control.ts';

/** What is judged already, by key; false while it is being judged: a formula that depends on itself can't be computed. */
type Judged = Map<string, boolean>;

function isComputable(
  { expression }: WidgetOf<'formula'>,
  key: string,
  all: readonly Widget[],
  judged: Judged,
): boolean {
  const before = judged.get(key);
  if (before !== undefined) return before;
  judged.set(key, false);
  const around = aroundOf(all, key);
  const understood = isUnderstood(expression, (name) => {
    const named = controlNamed(name, around, all);
    if (named?.widget.kind === 'formula') return isComputable(named.widget, named.key, all, judged);
    return named?.widget.kind === 'number' || named?.widget.kind === 'amount';
  });
  judged.set(key, understood);
  return understood;
}

function settledAt(widget: Widget, key: string, all: readonly Widget[], judged: Judged): Widget {
  if (widget.kind === 'formula' && !isComputable(widget, key, all, judged))
    return { ...widget, kind: 'foreign' };
  if (widget.kind !== 'list' && widget.kind !== 'group') return widget;
  const inside = widget.kind === 'list' ? `${key}/0` : key;
  const children = widget.children.map((child) => settledAt(child, keyWithin(inside, child), all, judged));
  return { ...widget, children };
}

/** The controls of a form, where a formula that will never be computed here is for Feishu's own form. */
export function settled(widgets: readonly Widget[]): Widget[] {
  const judged: Judged = new Map();
  return widgets.map((widget) => settledAt(widget, keyOf(widget), widgets, judged));
}
