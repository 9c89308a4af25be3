import type { Instance, NativeDefinition } from '../model.ts';
import { optionsOf } from './choices.ts';
import type { Entry, Widget } from './entry.ts';

/** A form as `GET instances/:id` shows it: with names, options by their text, telephones in snake case. */
export function shownForm(entries: readonly Entry[], definition: NativeDefinition): Instance['form'] {
  return entries.map((one) => {
    const widget = definition.form.find((candidate) => [candidate.id, candidate.custom_id].includes(one.id));
    return { ...one, name: widget?.name ?? '', value: widget ? shownValue(one, widget) : one.value };
  });
}

function shownValue({ value, type }: Entry, widget: Widget): unknown {
  const textOf = (key: unknown) => optionsOf(widget).find((option) => option.key === key)?.text ?? key;
  if (type.startsWith('radio')) return textOf(value);
  if (type.startsWith('checkbox')) return (value as unknown[]).map(textOf);
  if (type !== 'telephone') return value;
  const { countryCode, nationalNumber } = value as Record<string, string>;
  return { country_code: countryCode, national_number: nationalNumber };
}
