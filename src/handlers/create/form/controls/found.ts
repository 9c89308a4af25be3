import { joined } from '../../../../lib/words.ts';
import { type Family, type Field, type FormContext, given, left, shownOptions, wrong } from '../control.ts';
import { type Filled, textIn } from '../filled.ts';
import type { Choosable, WidgetOf } from '../widget.ts';

const foundIn = (filled: Filled, key: string): Choosable[] => filled.found[key] ?? [];
const chosenIn = (filled: Filled, key: string) =>
  foundIn(filled, key).find(({ value }) => value === textIn(filled, key));

function select(key: string, filled: Filled): Field[] {
  const options = shownOptions(foundIn(filled, key));
  return options.length === 0
    ? []
    : [{ as: 'select', name: key, value: chosenIn(filled, key)?.value ?? '', options }];
}

/** A word to search for, the button that searches, and what was found so far. */
function search(key: string, { filled }: FormContext): Field[] {
  const looked = textIn(filled, `${key}#word`) !== '' && foundIn(filled, key).length === 0;
  return [
    {
      as: 'input',
      name: `${key}#word`,
      value: textIn(filled, `${key}#word`),
      rows: 1,
      max: 50,
      hint: 'form.hint.search',
    },
    {
      as: 'button',
      name: `${key}#search`,
      key: 'form.hint.search_button',
      does: 'search',
      of: key,
      beside: true,
    },
    ...(looked ? [{ as: 'hint', key: 'form.hint.nothing_found' } as const] : []),
    ...select(key, filled),
  ];
}

export const department: Family<WidgetOf<'department'>> = {
  fields: (_widget, key, form) => search(key, form),
  read(widget, key, { filled }) {
    if (textIn(filled, key) === '') return left(widget, key);
    const chosen = chosenIn(filled, key);
    if (!chosen) return wrong(key, 'form.error.option');
    return given(widget, [{ open_id: chosen.value }], { text: chosen.text });
  },
};

export const address: Family<WidgetOf<'address'>> = {
  fields: ({ detail }, key, form) => [
    ...search(key, form),
    ...(detail === 'none' ? [] : [detailField(key, form.filled)]),
  ],
  read(widget, key, { filled }) {
    const detailAddress = widget.detail === 'none' ? '' : textIn(filled, `${key}#detail`);
    if (textIn(filled, key) === '')
      return detailAddress ? wrong(key, 'form.error.district') : left(widget, key);
    const chosen = chosenIn(filled, key);
    if (!chosen) return wrong(key, 'form.error.option');
    if (widget.detail === 'required' && detailAddress === '') return wrong(key, 'form.error.detail');
    const district = { id: chosen.value, ...(detailAddress ? { detailAddress } : {}) };
    return given(widget, [district], {
      text: detailAddress ? joined([chosen.text, detailAddress], ' ') : chosen.text,
    });
  },
};

const detailField = (key: string, filled: Filled): Field => ({
  as: 'input',
  name: `${key}#detail`,
  value: textIn(filled, `${key}#detail`),
  rows: 1,
  max: 200,
  hint: 'form.hint.detail',
});

/** Linking another instance: out of those that the person started. */
export const connect: Family<WidgetOf<'connect'>> = {
  fields(_widget, key, { filled }) {
    const load: Field = {
      as: 'button',
      name: `${key}#search`,
      key: 'form.hint.instances_button',
      does: 'search',
      of: key,
    };
    return foundIn(filled, key).length > 0 ? [...select(key, filled), load] : [load];
  },
  read(widget, key, { filled }) {
    if (textIn(filled, key) === '') return left(widget, key);
    const chosen = chosenIn(filled, key);
    return chosen
      ? given(widget, [chosen.value], { text: chosen.text, instance: chosen.value })
      : wrong(key, 'form.error.option');
  },
};
