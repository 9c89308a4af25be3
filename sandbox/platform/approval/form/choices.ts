import { z } from 'zod';
import { type Checker, type FormContext, objectOf, shaped, type Widget, wrong } from './entry.ts';
import { leavesOption } from './relation.ts';

/** The options of a control, in the shape of GET (`option`) or of the creation of a definition (`value`). */
export function optionsOf(widget: Widget): { key: string; text: string }[] {
  const raw = Array.isArray(widget.option) ? widget.option : widget.value;
  if (!Array.isArray(raw)) return [];
  return raw.map(objectOf).map((one) => ({ key: String(one.value ?? one.key), text: String(one.text) }));
}

const isExternal = (widget: Widget) => widget.externalData !== undefined;

function offered(id: string, widget: Widget, key: string, context: FormContext) {
  if (isExternal(widget)) return;
  const keys = optionsOf(widget).map((option) => option.key);
  if (!keys.includes(key)) wrong(id, `no option ${key}`);
  if (!leavesOption(id, key, context)) wrong(id, `${key} is left out by what else was chosen`);
}

const radio: Checker = (value, widget, context) => {
  offered(value.id, widget, shaped(z.string().min(1), value), context);
};

const checkbox: Checker = (value, widget, context) => {
  const keys = shaped(z.array(z.string()).min(1, 'empty'), value);
  if (new Set(keys).size !== keys.length) wrong(value.id, 'an option twice');
  for (const key of keys) offered(value.id, widget, key, context);
};

export const choiceCheckers: Record<string, Checker> = {
  radio,
  radioV2: radio,
  checkbox,
  checkboxV2: checkbox,
};
