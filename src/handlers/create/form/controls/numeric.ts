import {
  DEEPEST,
  type Family,
  type Field,
  type FormContext,
  given,
  left,
  type Reading,
  wrong,
} from '../control.ts';
import { textIn } from '../filled.ts';
import { evaluate } from '../formula/evaluate.ts';
import { visible } from '../visible.ts';
import type { Range, Widget, WidgetOf } from '../widget.ts';

const plainNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
/** More digits than these are no longer told apart. */
const MAX_DIGITS = 15;

/** What a person typed as a number: full-width digits and thousands separators are fine. Undefined for anything else. */
function numberIn(typed: string): { value: number; places: number } | undefined {
  const plain = typed.normalize('NFKC').replace(/\s/g, '');
  const match = plainNumber.exec(plain);
  const digits = plain.replace(/\D/g, '').replace(/^0+/, '');
  if (!match || digits.length > MAX_DIGITS) return undefined;
  return { value: Number(plain.replaceAll(',', '')), places: match[1]?.length ?? 0 };
}

function readNumber(typed: string, { min, max, places }: Range, at: string): number | Reading {
  const number = numberIn(typed);
  if (!number) return wrong(at, 'form.error.number');
  if (min !== undefined && number.value < min) return wrong(at, 'form.error.too_small', { min });
  if (max !== undefined && number.value > max) return wrong(at, 'form.error.too_large', { max });
  if (places !== undefined && number.places > places) return wrong(at, 'form.error.places', { places });
  return number.value;
}

export const number: Family<WidgetOf<'number'>> = {
  fields: (_widget, key, { filled }) => [
    { as: 'input', name: key, value: textIn(filled, key), rows: 1, max: 30, hint: 'form.hint.number' },
  ],
  read(widget, key, { filled }) {
    const typed = textIn(filled, key);
    if (typed === '') return left(widget, key);
    const value = readNumber(typed, widget, key);
    return typeof value === 'number' ? given(widget, value, { text: String(value) }) : value;
  },
};

export const amount: Family<WidgetOf<'amount'>> = {
  fields: ({ currencies }, key, { filled }) => [
    { as: 'input', name: key, value: textIn(filled, key), rows: 1, max: 30, hint: 'form.hint.number' },
    {
      as: 'select',
      name: `${key}#currency`,
      value: currencyIn(currencies, textIn(filled, `${key}#currency`)),
      options: currencies.map((currency) => ({ value: currency, text: currency })),
      beside: true,
    },
  ],
  read(widget, key, { filled }) {
    const typed = textIn(filled, key);
    if (typed === '') return left(widget, key);
    const chosen = textIn(filled, `${key}#currency`);
    if (chosen !== '' && !widget.currencies.includes(chosen)) return wrong(key, 'form.error.option');
    const currency = currencyIn(widget.currencies, chosen);
    const value = readNumber(typed, widget, key);
    return typeof value === 'number'
      ? given(widget, value, { text: `${value} ${currency}` }, { currency })
      : value;
  },
};

const currencyIn = (currencies: string[], chosen: string) =>
  currencies.includes(chosen) ? chosen : (currencies[0] ?? '');

export const formula: Family<WidgetOf<'formula'>> = {
  fields(widget, key, form) {
    const value = compute(widget, form);
    const shown: Field =
      value === undefined
        ? { as: 'hint', key: 'form.hint.formula_waiting' }
        : { as: 'text', text: String(value) };
    const again: Field = {
      as: 'button',
      name: `${key}#compute`,
      key: 'form.hint.compute',
      does: 'refresh',
      of: key,
      beside: true,
    };
    return [shown, again];
  },
  read(widget, key, form) {
    const value = compute(widget, form);
    if (value === undefined) return widget.required ? wrong(key, 'form.error.formula') : left(widget, key);
    return given(widget, value, { text: String(value) });
  },
};

function compute({ expression }: WidgetOf<'formula'>, form: FormContext): number | undefined {
  return evaluate(expression, (name) => numbersNamed(name, form, 0));
}

/** The numbers of a control, by its id or custom id, `list.child` for a column. An empty one counts as 0. */
function numbersNamed(name: string, form: FormContext, depth: number): number[] | undefined {
  const [id = '', childId] = name.split('.');
  const widget = form.widgets.find((one) => isNamed(one, id));
  if (!widget || depth > DEEPEST) return undefined;
  if (widget.kind === 'list') return column(widget, childId, form);
  return numbersOf(widget, widget.id, form, depth);
}

function column(list: WidgetOf<'list'>, childId: string | undefined, form: FormContext) {
  const child = list.children.find((one) => childId !== undefined && isNamed(one, childId));
  if (!child) return undefined;
  const rows = form.filled.rows[list.id] ?? [];
  return rows.flatMap((row) => numbersOf(child, `${list.id}/${row}/${child.id}`, form, DEEPEST) ?? []);
}

function numbersOf(widget: Widget, key: string, form: FormContext, depth: number): number[] | undefined {
  if (widget.kind === 'formula') {
    const value = evaluate(widget.expression, (name) => numbersNamed(name, form, depth + 1));
    return value === undefined ? undefined : [value];
  }
  if (widget.kind !== 'number' && widget.kind !== 'amount') return undefined;
  const typed = visible(widget, form) ? textIn(form.filled, key) : '';
  return [typed === '' ? 0 : (numberIn(typed)?.value ?? 0)];
}

const isNamed = (widget: Widget, name: string) => widget.id === name || widget.customId === name;
