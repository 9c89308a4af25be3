import type { Option, Precision, Range } from './widget.ts';

/** A control as it stands in a definition's JSON. */
export type Raw = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const camel = (name: string) => name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** A setting under its name with underscores or in camel case: definitions are read in one spelling and created in the other. */
export function setting(of: Raw, name: string): unknown {
  return of[name] ?? of[camel(name)];
}

/** The settings of a control stand in `option`, sometimes in `value`. */
export function settingsOf(raw: Raw): Raw {
  return { ...objectOf(raw.value), ...objectOf(raw.option) };
}

/** `{value, text}` in the shape of GET, `{key, text}` in the one of a creation; either property may hold them. */
export function optionsOf(raw: Raw): Option[] {
  const found = [raw.option, raw.value].map(listOf).find((list) => list.length > 0) ?? [];
  return found.map(objectOf).flatMap((one) => {
    const value = textOf(one.value) ?? textOf(one.key);
    return value === undefined ? [] : [{ value, text: textOf(one.text) ?? value }];
  });
}

/** The controls inside a list or group. */
export function childrenOf(raw: Raw): unknown[] {
  const children = listOf(raw.children);
  return children.length > 0 ? children : listOf(raw.value);
}

const precisions: Record<string, Precision> = {
  'YYYY-MM-DD': 'day',
  'YYYY-MM-DD a': 'half',
  'YYYY-MM-DD hh:mm': 'minute',
};

export const precisionOf = (format: unknown): Precision => precisions[String(format)] ?? 'day';

const numberOf = (value: unknown): number | undefined => {
  const text = textOf(value);
  return text !== undefined && Number.isFinite(Number(text)) ? Number(text) : undefined;
};

/** Limits that are both 0 were never set. */
export function rangeOf(raw: Raw): Range {
  const settings = settingsOf(raw);
  const min = numberOf(setting(settings, 'min_value'));
  const max = numberOf(setting(settings, 'max_value'));
  const unset = min === 0 && max === 0;
  return {
    min: unset ? undefined : min,
    max: unset ? undefined : max,
    places: numberOf(setting(settings, 'keep_decimal_places')),
  };
}
