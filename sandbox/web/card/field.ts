import { useContext, useState } from 'preact/hooks';
import { hasCallback } from './action.ts';
import {
  contentOf,
  type Element,
  type FieldValue,
  FormContext,
  keyOf,
  list,
  object,
  type Path,
  string,
  useCard,
} from './model.ts';

/** What the card itself has put into a field. */
export function initialValue(element: Element, language: string): FieldValue {
  const { tag, options, initial_index } = element;
  if (tag === 'checker') return element.checked === true;
  if (Array.isArray(element.selected_values)) return element.selected_values.map(String);
  const byIndex = typeof initial_index === 'number' ? list(options)[initial_index - 1]?.value : undefined;
  const own = object(element.i18n_default_value)[language] ?? element.default_value;
  const first = [
    own,
    element.initial_option,
    byIndex,
    element.initial_date,
    element.initial_time,
    element.initial_datetime,
  ];
  const value = string(first.find((one) => one !== undefined)) ?? '';
  return tag?.startsWith('multi_') ? [] : value;
}

export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** The value of a field, in its form or by itself. By itself, every choice is told to the bot at once. */
export function useField(element: Element, path: Path) {
  const card = useCard();
  const form = useContext(FormContext);
  const name = string(element.name) ?? keyOf(path);
  const initial = initialValue(element, card.language);
  const [own, setOwn] = useState<FieldValue>(initial);
  const value = form ? (form.values.value[name] ?? initial) : own;
  const busy = card.pending.value === keyOf(path);
  const tell = async (next: FieldValue) => {
    if (!hasCallback(element)) return setOwn(initial);
    return card.click(path, { value: Array.isArray(next) ? next.join(',') : next });
  };
  /** `chosen` is false while a text is being typed. */
  const set = (next: FieldValue, chosen = true) => {
    if (form) return form.set(name, next);
    setOwn(next);
    return chosen ? void tell(next) : undefined;
  };
  return {
    name,
    value,
    set,
    busy,
    tell: () => (form ? undefined : void tell(value)),
    missing: form?.missing.value.has(name) ?? false,
    disabled: element.disabled === true || (card.pending.value !== undefined && !busy),
    placeholder: contentOf(element.placeholder, card.language),
    label: contentOf(element.label, card.language),
  };
}
