import { type FormValue, objectOf } from './form-values.ts';
import { isCode, isMoney, isQuantity, isReason, isUntold } from './names.ts';
import { digitsOf, oneLine, shownAmount, shownChoices, shownDays, shownNumber, textOf } from './shown.ts';

const CHOICES = ['radio', 'radioV2', 'checkbox', 'checkboxV2'];
const REASON = 30;
/** So many things of a list are named. */
const NAMED = 2;

type Currencies = ReadonlyMap<string, string>;

const present = (parts: (string | undefined)[]) => parts.flatMap((part) => part || []);
const first = <T>(values: readonly T[], shown: (value: T) => string | undefined): string | undefined => {
  for (const value of values) {
    const text = shown(value);
    if (text) return text;
  }
  return undefined;
};

const isNamed = (field: FormValue): boolean =>
  field.type === 'input' && !isUntold(field.name) && !isReason(field.name) && !isCode(textOf(field));

/** What it is about, how many of it: `笔记本电脑 ×3`. */
function itemIn(fields: readonly FormValue[]): string | undefined {
  const name = fields.find(isNamed);
  if (!name) return undefined;
  const many = fields.find((field) => field.type === 'number' && isQuantity(field.name));
  const digits = many && digitsOf(many);
  return digits ? `${textOf(name)} ×${shownNumber(digits)}` : textOf(name);
}

function itemsOf({ rows }: FormValue): string | undefined {
  const items = present(rows.map(itemIn));
  return items.length > NAMED ? `${items.slice(0, NAMED).join('、')}…` : items.join('、');
}

function amountOf(field: FormValue, currencies: Currencies): string | undefined {
  const digits = digitsOf(field);
  return digits && Number(digits) !== 0
    ? shownAmount(digits, field.currency ?? currencies.get(field.id))
    : undefined;
}

/** What the rows of a list come to, if all of them are in one currency. */
function sumOf({ rows }: FormValue, currencies: Currencies): string | undefined {
  const amounts = rows.flat().filter((field) => field.type === 'amount');
  const used = new Set(amounts.map((field) => field.currency ?? currencies.get(field.id)));
  const cents = amounts.reduce((sum, field) => sum + Math.round(Number(digitsOf(field) ?? 0) * 100), 0);
  if (used.size !== 1 || cents === 0 || !Number.isSafeInteger(cents)) return undefined;
  return shownAmount(String(cents / 100), [...used][0]);
}

function daysOf({ type, value }: FormValue): string | undefined {
  const { start, end } = objectOf(value);
  if (type === 'date') return shownDays(value);
  return start || end ? shownDays(start, end) : undefined;
}

const reasonOf = (field: FormValue): string | undefined =>
  field.type === 'textarea' || (field.type === 'input' && isReason(field.name))
    ? oneLine(isUntold(field.name) ? '' : textOf(field), REASON)
    : undefined;

/** An earlier kind of leave group is an object of its own. */
const leaveOf = ({ value }: FormValue): string | undefined => {
  const { name, start } = objectOf(value);
  return start && typeof name === 'string' ? textOf({ value: name }) : undefined;
};

/** By itself: the thing or the kind or the reason, the money, the days; the reason besides where little else is told. */
export function tellingParts(fields: readonly FormValue[], currencies: Currencies): string[] {
  const reasons = [...fields].sort((a, b) => Number(isReason(b.name)) - Number(isReason(a.name)));
  const reason = first(reasons, reasonOf);
  const thing =
    itemIn(fields) ??
    first(fields, itemsOf) ??
    first(fields, leaveOf) ??
    first(fields, (field) => (CHOICES.includes(field.type) ? shownChoices(field) : undefined));
  const money =
    first(fields, (field) => (field.type === 'amount' ? amountOf(field, currencies) : undefined)) ??
    first(fields, (field) => sumOf(field, currencies)) ??
    first(fields, (field) =>
      field.type === 'formula' && isMoney(field.name) ? amountOf(field, currencies) : undefined,
    );
  const days = first([...fields, ...fields.flatMap(({ rows }) => rows[0] ?? [])], daysOf);
  const parts = present([thing ?? reason, money, days]);
  return thing && parts.length < 2 ? present([...parts, reason]) : parts;
}

/** The fields that somebody has named, by name or id, in that order. */
export function namedParts(
  fields: readonly FormValue[],
  names: readonly string[],
  currencies: Currencies,
): string[] {
  const parts: string[] = [];
  for (const name of names) {
    const field = fields.find((one) => [one.id, one.customId, one.name].includes(name));
    const text = field && shownAlone(field, currencies);
    if (!text) continue;
    const last = parts.at(-1);
    if (last !== undefined && field.type === 'number' && isQuantity(field.name))
      parts[parts.length - 1] = `${last} ×${text}`;
    else parts.push(text);
  }
  return parts;
}

function shownAlone(field: FormValue, currencies: Currencies): string | undefined {
  const { type } = field;
  if (type === 'amount' || type === 'formula') return amountOf(field, currencies);
  if (type === 'number') {
    const digits = digitsOf(field);
    return digits && shownNumber(digits);
  }
  if (type === 'date' || type === 'dateInterval') return daysOf(field);
  if (CHOICES.includes(type)) return shownChoices(field);
  if (type === 'fieldList') return itemsOf(field);
  return type === 'input' || type === 'textarea' ? textOf(field) : undefined;
}
