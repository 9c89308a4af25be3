import { isDeepStrictEqual } from 'node:util';
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
  /** Stands beside the unit before it where there is room: two dates. */
  beside?: true;
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
      ...(widget.most > 1 ? [title] : []),
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
const refresh = (of: string, key: FormHintKey): Field => ({
  as: 'button',
  name: `${of}#shown`,
  key,
  does: 'refresh',
  of,
});

/** The kind of picker of a control that is a date and nothing besides. */
function dateIn({ heads, fields: [field, ...others] }: Unit): Field['as'] | undefined {
  if (heads !== undefined || others.length > 0) return undefined;
  return field?.as === 'date' || field?.as === 'datetime' ? field.as : undefined;
}

/** Two dates that follow each other stand side by side, such as a start and an end. */
function paired(units: Unit[]): Unit[] {
  const placed: Unit[] = [];
  for (const unit of units) {
    const before = placed.at(-1);
    const pairs = before && !before.beside && dateIn(unit) && dateIn(before) === dateIn(unit);
    placed.push(pairs ? { ...unit, beside: true } : unit);
  }
  return placed;
}

/** Without the headings that say again what stands right above or below them: the name of the form, or of the first field. */
export function unrepeated(units: Unit[], title: Words): Unit[] {
  const below = (index: number) => units.slice(index + 1).find(({ heads }) => heads !== 'row')?.label;
  return units.map((unit, index) => {
    const isSaid =
      isDeepStrictEqual(unit.label, below(index)) || (index === 0 && isDeepStrictEqual(unit.label, title));
    return unit.heads === 'section' && isSaid ? { ...unit, label: '', required: false } : unit;
  });
}

/** The form as it is to be shown now: hidden controls are left out; after a control on which others depend comes a way to see the effect. */
export function formUnits(form: FormContext): Unit[] {
  const showing = deciders(form.widgets);
  const offering = new Set(limiting(form.relations));
  const decides = ({ key, heads }: Unit): FormHintKey | undefined => {
    if (heads !== undefined) return undefined;
    const names = namesAt(form.widgets, key);
    if (names.some((name) => showing.has(name))) return 'form.hint.refresh';
    return names.some((name) => offering.has(name)) ? 'form.hint.refresh_options' : undefined;
  };
  const units = form.widgets
    .filter((widget) => visible(widget, form))
    .flatMap((widget) => unitsOf(widget, keyOf(widget), form))
    .map((unit) => {
      const says = decides(unit);
      return says ? { ...unit, fields: [...unit.fields, refresh(unit.key, says)] } : unit;
    });
  return paired(units);
}
