import type { FormLimits } from './creations.ts';

/** The controls that a creation of the previous generation takes, and no currency beside an amount. */
export const limitsOfV2: FormLimits = {
  controls: new Set([
    'input',
    'textarea',
    'date',
    'radio',
    'radioV2',
    'number',
    'amount',
    'formula',
    'contact',
    'connect',
    'attachment',
    'attachmentV2',
    'image',
    'imageV2',
    'checkbox',
    'checkboxV2',
    'dateInterval',
    'fieldList',
    'department',
    'telephone',
    'shiftGroup',
  ]),
  currencies: false,
};

interface Entry {
  type: string;
  value: unknown;
  currency?: string;
}

function forV2({ currency: _currency, ...entry }: Entry): Entry {
  if (entry.type !== 'fieldList') return entry;
  return { ...entry, value: (entry.value as Entry[][]).map((row) => row.map(forV2)) };
}

/** A form of v4 as v2 takes it: amounts are in the definition's currency and say none. */
export const formForV2 = (form: unknown[]): unknown[] => (form as Entry[]).map(forV2);
