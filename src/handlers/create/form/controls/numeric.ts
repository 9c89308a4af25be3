import type { Range } from '../../../../feishu/definition-json.ts';
import { amountWords, numberWords } from '../../../../wording/values.ts';
import { type Family, type Field, given, left, type Reading, wrong } from '../control.ts';
import { textIn } from '../filled.ts';
import { compute } from '../formula/compute.ts';
import { numberIn } from '../number.ts';
import type { WidgetOf } from '../widget.ts';

function readNumber(typed: string, { min, max, decimals }: Range, at: string): number | Reading {
  const number = numberIn(typed);
  if (!number) return wrong(at, 'form.error.number');
  if (min !== undefined && number.value < min) return wrong(at, 'form.error.too_small', { min });
  if (max !== undefined && number.value > max) return wrong(at, 'form.error.too_large', { max });
  if (decimals !== undefined && number.decimals > decimals)
    return wrong(at, 'form.error.places', { places: decimals });
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
    return typeof value === 'number'
      ? given(widget, value, { text: numberWords(value), plain: String(value) })
      : value;
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
      ? given(
          widget,
          value,
          { text: amountWords(value, currency), plain: `${value} ${currency}` },
          { currency },
        )
      : value;
  },
};

const currencyIn = (currencies: string[], chosen: string) =>
  currencies.includes(chosen) ? chosen : (currencies[0] ?? '');

export const formula: Family<WidgetOf<'formula'>> = {
  fields(widget, key, form) {
    const value = compute(widget, key, form);
    const shown: Field =
      value === undefined
        ? { as: 'hint', key: 'form.hint.formula_waiting' }
        : { as: 'text', text: numberWords(value) };
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
    const value = compute(widget, key, form);
    if (value === undefined) return widget.required ? wrong(key, 'form.error.formula') : left(widget, key);
    return given(widget, value, { text: numberWords(value) });
  },
};
