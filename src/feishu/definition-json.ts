/** To the day, to the half of a day, or to the minute. */
export type Precision = 'day' | 'half' | 'minute';

export interface Option {
  value: string;
  text: string;
}

export interface Range {
  min: number | undefined;
  max: number | undefined;
  /** Digits after the point. */
  decimals: number | undefined;
}

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

const withoutBlanks = (of: Raw): Raw =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== '' && value !== null));

/** The settings of a control stand in `option`, sometimes in `value` or `ext`, where one that was left alone is an empty text. */
export function settingsOf(raw: Raw): Raw {
  return { ...withoutBlanks(objectOf(raw.ext)), ...objectOf(raw.value), ...objectOf(raw.option) };
}

const currency = /^[A-Z]{3}$/;
const currencyOf = (value: unknown) => (currency.test(String(value)) ? String(value) : undefined);

/** The currency that an amount is in unless another one is chosen, and those that can be chosen; both as far as they are told. */
export function currenciesOf(raw: Raw): { own: string | undefined; range: string[] } {
  const settings = settingsOf(raw);
  const range = listOf(setting(settings, 'currency_range')).flatMap((one) => textOf(one) ?? []);
  return { own: currencyOf(raw.value) ?? currencyOf(settings.currency), range };
}

/**
 * `{value, text}` in the shape of GET, `{key, text}` in the one of a creation; either property may hold them. A key that is
 * repeated is one option with the texts of all: no answer could tell them apart.
 */
export function optionsOf(raw: Raw): Option[] {
  const found = [raw.option, raw.value].map(listOf).find((list) => list.length > 0) ?? [];
  const texts = new Map<string, Set<string>>();
  for (const one of found.map(objectOf)) {
    const value = textOf(one.value) ?? textOf(one.key);
    if (value === undefined) continue;
    texts.set(value, (texts.get(value) ?? new Set()).add(textOf(one.text) ?? value));
  }
  return [...texts].map(([value, all]) => ({ value, text: [...all].join(' / ') }));
}

/** The controls inside a list or group. */
export function childrenOf(raw: Raw): unknown[] {
  const children = listOf(raw.children);
  return children.length > 0 ? children : listOf(raw.value);
}

/** `YYYY-MM-DD`, `YYYY-MM-DD a` or `YYYY-MM-DD hh:mm`. */
const dateFormat = /^Y{2,4}.?M{1,2}.?D{1,2}(?:(?<half> ?a)|(?<minute> ?h{1,2}:mm(?::ss)?))?$/i;

/** How exactly a date is asked for: its format stands in `value`, in the settings, or is all of `ext`. */
export function precisionOf(raw: Raw): Precision {
  const formats = [raw.value, setting(settingsOf(raw), 'format'), raw.ext];
  const format = formats.map((one) => dateFormat.exec(textOf(one) ?? '')).find((one) => one !== null);
  const { half, minute } = format?.groups ?? {};
  return minute ? 'minute' : half ? 'half' : 'day';
}

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
    decimals: numberOf(setting(settings, 'keep_decimal_places')),
  };
}
