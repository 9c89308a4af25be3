import type { FormContext } from './control.ts';
import { listIn, rowsOf, textIn } from './filled.ts';
import { keyWithin } from './keys.ts';
import type { Widget } from './widget.ts';

/** What of a control's fields a person fills, besides the one of its own name; a choice that is made beforehand does not count. */
const besides: Partial<Record<Widget['kind'], string[]>> = {
  interval: ['#start', '#end'],
  address: ['#detail'],
};

const isUntouched = (widget: Widget, key: string, form: FormContext): boolean => {
  if (widget.kind === 'formula') return true;
  if (widget.kind === 'files') return (form.filled.files[key] ?? []).length === 0;
  if (widget.kind === 'group') return allUntouched(widget.children, key, form);
  if (widget.kind === 'list')
    return rowsOf(form.filled, key).every((row) => allUntouched(widget.children, `${key}/${row}`, form));
  const names = ['', ...(besides[widget.kind] ?? [])].map((field) => key + field);
  return names.every((name) => textIn(form.filled, name) === '' && listIn(form.filled, name).length === 0);
};

/** Whether nothing was put into the controls of this row or group: what is computed of them does not make it filled. */
export const allUntouched = (children: readonly Widget[], key: string, form: FormContext): boolean =>
  children.every((child) => isUntouched(child, keyWithin(key, child), form));
