import { isOpenId } from '../../../lib/ids.ts';
import { anyReads } from '../../../lib/words.ts';
import { emptyForm, type FieldValue, type Filled } from './filled.ts';
import { keyOf } from './keys.ts';
import type { Widget, WidgetOf } from './widget.ts';

/** A default of several values is a JSON list or a text with commas. */
function several(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // A plain text is none the worse for being no JSON.
  }
  return text.split(',').map((one) => one.trim());
}

function chosen({ options, multi }: WidgetOf<'choice'>, text: string): FieldValue | undefined {
  const wanted = several(text);
  const found = options.filter(
    (one) => wanted.includes(one.value) || anyReads(one.text, (text) => wanted.includes(text)),
  );
  const values = found.map(({ value }) => value);
  return multi ? values : values[0];
}

function initialValue(widget: Widget): FieldValue | undefined {
  const { initial } = widget;
  if (initial === undefined) return undefined;
  if (widget.kind === 'choice') return chosen(widget, initial);
  if (widget.kind === 'people') return several(initial).filter(isOpenId);
  if (widget.kind === 'date') return /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/.exec(initial)?.[0];
  const typed = widget.kind === 'text' || widget.kind === 'number' || widget.kind === 'amount';
  return typed ? initial : undefined;
}

function fill(widgets: readonly Widget[], above: string, filled: Filled, person: string): void {
  for (const widget of widgets) {
    const key = `${above}${keyOf(widget)}`;
    const value = initialValue(widget);
    if (value !== undefined && value !== '') filled.values[key] = value;
    if (widget.id === 'widgetWorkGroupOvertimeWorkers') filled.values[key] = [person];
    if (widget.kind === 'group') fill(widget.children, `${key}/`, filled, person);
    if (widget.kind !== 'list') continue;
    filled.rows[key] = [0];
    fill(widget.children, `${key}/0/`, filled, person);
  }
}

/** An untouched form with the definition's defaults; lists have one row. */
export function freshForm(widgets: readonly Widget[], person: string): Filled {
  const filled = emptyForm();
  fill(widgets, '', filled, person);
  return filled;
}

/** Takes over from an earlier form what a new definition still has controls for. */
export function carriedOver(widgets: readonly Widget[], earlier: Filled, person: string): Filled {
  const fresh = freshForm(widgets, person);
  const kept = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => stillThere(widgets, key)));
  return {
    values: { ...fresh.values, ...kept(earlier.values) },
    rows: { ...fresh.rows, ...kept(earlier.rows) },
    files: kept(earlier.files),
    found: kept(earlier.found),
  };
}

/** The choices outside of the form (approvers, department) have keys with a colon and stay. */
function stillThere(widgets: readonly Widget[], key: string): boolean {
  const id = key.split(/[/#]/)[0] ?? '';
  return id.includes(':') || widgets.some((widget) => keyOf(widget) === id);
}
