import { z } from 'zod';
import { type Checker, type Checkers, objectOf, shaped, wrong } from './entry.ts';
import { computed } from './formula.ts';

const text: Checker = (value) => {
  shaped(z.string().min(1, 'empty'), value);
};

const number: Checker = (value) => {
  shaped(z.number(), value);
};

const amount: Checker = (value, widget) => {
  shaped(z.number(), value);
  const option = { ...objectOf(widget.ext), ...objectOf(widget.option) };
  const range = option.currencyRange ?? option.currency_range ?? [widget.value ?? option.currency];
  if (!(range as unknown[]).includes(value.currency)) wrong(value.id, `currency ${value.currency}`);
};

/** As v2 takes it: in the currency of the definition. */
export const bareAmount: Checker = (value, widget, context) => {
  if (value.currency !== undefined) wrong(value.id, 'it takes no currency');
  number(value, widget, context);
};

const formula: Checker = (value, widget, { entries, beside = [] }) => {
  const given = shaped(z.number(), value);
  const expected = computed(String(widget.value ?? ''), [...beside, ...entries]);
  if (Math.abs(given - expected) > 1e-9 * Math.max(1, Math.abs(expected)))
    wrong(value.id, `the formula yields ${expected}`);
};

const document: Checker = (value) => {
  shaped(z.strictObject({ token: z.string().min(1), type: z.literal('docx') }), value);
};

const telephone: Checker = (value) => {
  const number = z.string().regex(/^\d{3,20}$/);
  shaped(z.strictObject({ countryCode: z.string().regex(/^\+\d{1,4}$/), nationalNumber: number }), value);
};

/** Controls whose value is a text or a number. */
export const plainCheckers = {
  input: text,
  textarea: text,
  number,
  amount,
  formula,
  document,
  telephone,
} satisfies Checkers;
