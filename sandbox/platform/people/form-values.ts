import type { Platform } from '../platform.ts';
import { offsetMinutes } from '../time-zone.ts';
import type { Chat } from '../world/chats.ts';
import type { CardElement } from './card-elements.ts';
import { fieldsOf } from './card-elements.ts';

export type FormInput = Record<string, string | string[] | boolean>;

interface Context {
  readonly chat: Chat;
  readonly timezone: string;
  readonly platform: Platform;
}

type Value = FormInput[string] | undefined;
type Field = CardElement & { name: string };

const SHAPES: Readonly<Record<string, RegExp>> = {
  date_picker: /^\d{4}-\d{2}-\d{2}$/,
  picker_time: /^\d{2}:\d{2}$/,
  picker_datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/,
};

/** Whether an element is one that dates or times are picked in. */
export const isPicker = (tag: string): boolean => SHAPES[tag] !== undefined;

function refuse(field: Field, what: string): never {
  throw new Error(`the form field "${field.name}" (${field.tag}) ${what}`);
}

/** `+0800`, the offset of a zone now. */
function offsetOf(timezone: string, at: number): string {
  const offset = offsetMinutes(timezone, at);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${offset < 0 ? '-' : '+'}${String(hours * 100 + minutes).padStart(4, '0')}`;
}

/** A date or time as the client sends it, with the offset of its zone; any other value as it is. */
export function withOffset(tag: string, value: string, timezone: string, at: number): string {
  return isPicker(tag) ? `${value} ${offsetOf(timezone, at)}` : value;
}

function offered(field: Field, { chat }: Context): string[] {
  const options = ((field.options ?? []) as { value: string }[]).map(({ value }) => value);
  const people = field.tag.endsWith('select_person') && options.length === 0;
  return people ? chat.members.map((member) => member.open_id) : options;
}

function initialValue(field: Field): Value {
  const {
    default_value,
    initial_option,
    selected_values,
    initial_index,
    initial_date,
    initial_time,
    initial_datetime,
  } = field;
  if (field.tag === 'checker') return field.checked === true;
  const options = (field.options ?? []) as { value: string }[];
  const byIndex = typeof initial_index === 'number' ? options[initial_index - 1]?.value : undefined;
  const first = [
    default_value,
    initial_option,
    byIndex,
    selected_values,
    initial_date,
    initial_time,
    initial_datetime,
  ];
  return first.find((value) => value !== undefined) as Value;
}

function isEmpty(value: Value): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A choice of several is required where the card does not say otherwise, by the table of its page. */
function isRequired({ tag, required }: Field): boolean {
  return required === undefined ? tag === 'multi_select_static' : required === true;
}

function checkOffered(field: Field, values: readonly string[], context: Context): void {
  const options = offered(field, context);
  for (const value of values) {
    if (!options.includes(value))
      refuse(field, `does not offer ${value}; it offers ${options.join(', ') || 'nothing'}`);
  }
}

function submitted(
  field: Field,
  value: Exclude<Value, undefined>,
  context: Context,
): Exclude<Value, undefined> {
  const shape = SHAPES[field.tag];
  if (field.tag === 'checker')
    return typeof value === 'boolean' ? value : refuse(field, 'takes true or false');
  if (field.tag.startsWith('multi_select_')) {
    if (!Array.isArray(value)) return refuse(field, 'takes a list');
    checkOffered(field, value, context);
    return value;
  }
  if (typeof value !== 'string') return refuse(field, 'takes text');
  if (field.tag.startsWith('select_')) checkOffered(field, [value], context);
  if (field.tag === 'input' && [...value].length > Number(field.max_length ?? 1000))
    refuse(field, 'is too long');
  if (shape === undefined) return value;
  if (!shape.test(value)) return refuse(field, `takes a value such as ${shape.source}`);
  return withOffset(field.tag, value, context.timezone, context.platform.clock.now());
}

/**
 * What a client submits for a form: what the person filled in, else what the card set before. An optional input that was left
 * empty is submitted as "", anything else that is empty is left out: the documentation shows neither.
 * @throws when the client would not submit: a required field is empty, a value is not on offer, a field does not exist
 */
export function formValues(form: CardElement, input: FormInput, context: Context): Record<string, unknown> {
  const fields = fieldsOf(form);
  const unknown = Object.keys(input).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new Error(`the form has no field "${unknown}"`);
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.disabled === true && field.name in input) refuse(field, 'is disabled');
    const value = input[field.name] ?? initialValue(field);
    if (isEmpty(value) && isRequired(field)) refuse(field, 'is required');
    if (!isEmpty(value)) values[field.name] = submitted(field, value as Exclude<Value, undefined>, context);
    else if (field.tag === 'input') values[field.name] = '';
  }
  return values;
}
