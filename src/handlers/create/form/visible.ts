import { holds } from './condition.ts';
import { DEEPEST, type FormContext } from './control.ts';
import { listIn, textIn } from './filled.ts';
import { keyOf } from './keys.ts';
import type { Widget } from './widget.ts';

/** Whether a control's display condition holds. One that depends on a hidden control sees that as empty. */
export function visible(widget: Widget, form: FormContext, depth = 0): boolean {
  return holds(widget.condition, (source) => {
    const decider = form.widgets.find((one) => one.id === source || one.customId === source);
    if (!decider) return undefined;
    const shown = depth > DEEPEST || visible(decider, form, depth + 1);
    return shown ? comparable(decider, form) : [];
  });
}

/** A choice is compared by its values and by its texts, anything else by what was typed. */
function comparable(widget: Widget, { filled }: FormContext): string[] {
  const values = listIn(filled, keyOf(widget));
  if (widget.kind !== 'choice')
    return values.length > 0 ? values : [textIn(filled, keyOf(widget))].filter(Boolean);
  const chosen = widget.options.filter((option) => values.includes(option.value));
  return chosen.flatMap(({ value, text, own = [] }) =>
    [value, own, typeof text === 'string' ? text : Object.values(text)].flat(),
  );
}

/** The ids of the controls on which others depend: their choice changes what else is to be filled in. */
export function deciders(widgets: readonly Widget[]): Set<string> {
  const sources = widgets.flatMap((widget) =>
    (widget.condition?.groups ?? []).flatMap((group) => group.expressions.map(({ source }) => source)),
  );
  return new Set(sources);
}
