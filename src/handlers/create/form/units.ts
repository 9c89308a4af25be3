import type { FormHint, FormHintKey } from '../../../cards/keys.ts';
import type { Words } from '../../../lib/words.ts';
import type { Field, FormContext } from './control.ts';
import { rowsOf } from './filled.ts';
import { keyOf, keyWithin, namesAt } from './keys.ts';
import { familyOf } from './read.ts';
import { limiting } from './relation.ts';
import { deciders, visible } from './visible.ts';
import type { Widget, WidgetOf } from './widget.ts';

/** What stands together on a card: a label and its fields. */
export interface Unit {
  /** The control's key, at which problems are shown. */
  key: string;
  label?: Words;
  /** A label of ours, for what the definition does not name. */
  ours?: FormHint;
  /** The heading of what follows, and of a row of it; a field's label when left out. */
  heads?: 'section' | 'row';
  required: boolean;
  fields: Field[];
}

function simple(widget: Widget, key: string, form: FormContext): Unit {
  const fields = familyOf(widget).fields(widget, key, form);
  return { key, label: widget.kind === 'note' ? '' : widget.name, required: widget.required, fields };
}

const ofShift: Record<string, FormHintKey> = {
  shiftTime: 'form.hint.shift_time',
  returnTime: 'form.hint.return_time',
  reason: 'form.hint.shift_reason',
};

function groupUnits(widget: WidgetOf<'group'>, key: string, form: FormContext): Unit[] {
  const head: Unit = { key, label: widget.name, heads: 'section', required: false, fields: [] };
  const inside = widget.children.flatMap((child) => {
    const units = unitsOf(child, keyWithin(key, child), form);
    const name = widget.group === 'shift' ? ofShift[child.id] : undefined;
    return units.map((unit) => (name ? { ...unit, ours: { key: name } } : unit));
  });
  return [head, ...inside];
}

function listUnits(widget: WidgetOf<'list'>, key: string, form: FormContext): Unit[] {
  const rows = rowsOf(form.filled, key);
  const head: Unit = { key, label: widget.name, heads: 'section', required: widget.required, fields: [] };
  const inside = rows.flatMap((row, index): Unit[] => {
    const drop: Field = {
      as: 'button',
      name: `${key}/${row}#drop`,
      key: 'form.hint.drop_row',
      does: 'drop_row',
      of: `${key} ${row}`,
    };
    const title: Unit = {
      key: `${key}/${row}`,
      ours: { key: 'form.hint.row', params: { number: index + 1 } },
      heads: 'row',
      required: false,
      fields: rows.length > 1 ? [drop] : [],
    };
    return [
      title,
      ...widget.children.flatMap((child) => unitsOf(child, keyWithin(`${key}/${row}`, child), form)),
    ];
  });
  const add: Unit = {
    key: `${key}#rows`,
    required: false,
    fields: [{ as: 'button', name: `${key}#row`, key: 'form.hint.add_row', does: 'add_row', of: key }],
  };
  return [head, ...inside, ...(rows.length < widget.most ? [add] : [])];
}

function unitsOf(widget: Widget, key: string, form: FormContext): Unit[] {
  if (widget.kind === 'automatic') return [];
  if (widget.kind === 'list') return listUnits(widget, key, form);
  if (widget.kind === 'group') return groupUnits(widget, key, form);
  return [simple(widget, key, form)];
}

/** Shows what a choice changes elsewhere: a card can't react to it by itself. */
const refresh = (key: string): Field => ({
  as: 'button',
  name: `${key}#shown`,
  key: 'form.hint.refresh',
  does: 'refresh',
  of: key,
});

/** The form as it is to be shown now: hidden controls are left out; after a control on which others depend comes a way to see the effect. */
export function formUnits(form: FormContext): Unit[] {
  const deciding = new Set([...deciders(form.widgets), ...limiting(form.relations)]);
  const decides = ({ key, heads }: Unit) =>
    heads === undefined && namesAt(form.widgets, key).some((name) => deciding.has(name));
  return form.widgets
    .filter((widget) => visible(widget, form))
    .flatMap((widget) => unitsOf(widget, keyOf(widget), form))
    .map((unit) => (decides(unit) ? { ...unit, fields: [...unit.fields, refresh(unit.key)] } : unit));
}
