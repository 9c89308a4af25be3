/** What was filled into a field of a form, as far as a summary can tell of it. */
export interface FormValue {
  id: string;
  customId: string;
  name: string;
  type: string;
  value: unknown;
  /** As the answer tells it; an amount need not have one. */
  currency: string | undefined;
  /** Of a list: the fields of each of its rows. */
  rows: FormValue[][];
}

type Raw = Readonly<Record<string, unknown>>;

/** A form may be as long as it likes; what tells what it is about stands at its beginning. */
const MOST_FIELDS = 100;
const MOST_ROWS = 20;
const currency = /^[A-Z]{3}$/;

export const objectOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const wordOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '');
const currencyIn = (...values: unknown[]) => values.map(wordOf).find((value) => currency.test(value));

/** A form out of JSON, or nothing where it is none. */
export function parsedForm(form: string): unknown[] {
  try {
    return listOf(JSON.parse(form));
  } catch {
    return [];
  }
}

/** The fields of an instance's form in their order; those of a group stand in its place. */
export function formValues(form: string): FormValue[] {
  return parsedForm(form).slice(0, MOST_FIELDS).map(objectOf).flatMap(valuesOf).slice(0, MOST_FIELDS);
}

function valuesOf(raw: Raw): FormValue[] {
  const one = filledIn(raw);
  const inside = listOf(raw.value).slice(0, MOST_ROWS);
  if (inside.some(Array.isArray))
    return [{ ...one, value: undefined, rows: inside.map((row) => fieldsIn(listOf(row))) }];
  const children = fieldsIn(inside);
  return children.length > 0 ? children : [one];
}

const fieldsIn = (row: unknown[]): FormValue[] =>
  row
    .slice(0, MOST_FIELDS)
    .map(objectOf)
    .filter((raw) => wordOf(raw.type) !== '')
    .map(filledIn);

function filledIn(raw: Raw): FormValue {
  const { ext, option, value } = raw;
  return {
    id: wordOf(raw.id),
    customId: wordOf(raw.custom_id),
    name: wordOf(raw.name),
    type: wordOf(raw.type),
    // What was chosen is told twice: as its text, and as an option with a key and a text.
    value: objectOf(option).text ?? value,
    currency: currencyIn(raw.currency, objectOf(ext).currency, ext, objectOf(value).currency),
    rows: [],
  };
}

/** The currencies of a definition's amounts, by the ids of the fields: an instance need not repeat them. */
export function currenciesOf(definitionForm: string): Map<string, string> {
  const found = new Map<string, string>();
  const note = (raw: Raw) => {
    const range = listOf(objectOf(raw.option).currencyRange ?? objectOf(raw.option).currency_range);
    const own = currencyIn(raw.value, objectOf(raw.option).currency, ...(range.length === 1 ? range : []));
    if (raw.type === 'amount' && own) found.set(wordOf(raw.id), own);
  };
  for (const raw of parsedForm(definitionForm).map(objectOf)) {
    note(raw);
    for (const child of [...listOf(raw.children), ...listOf(raw.value)]) note(objectOf(child));
  }
  return found;
}
