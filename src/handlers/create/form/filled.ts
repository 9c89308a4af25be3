import { LIMITS } from '../../../feishu/events/limits.ts';
import type { Choosable } from './widget.ts';

export type FieldValue = string | string[] | boolean;

/** A file that was replied to the form card and lies ready at Feishu. */
export interface AttachedFile {
  name: string;
  code: string;
}

/** What a person has put into a form so far, as the card returned it: nothing of it is checked. */
export interface Filled {
  /** By the name of the card's field. */
  values: Record<string, FieldValue>;
  /** The numbers of the rows of each list, in their order; removed ones are not used again. */
  rows: Record<string, number[]>;
  files: Record<string, AttachedFile[]>;
  /** What a search for a department, place or instance has found. */
  found: Record<string, Choosable[]>;
}

export const emptyForm = (): Filled => ({ values: {}, rows: {}, files: {}, found: {} });

/** A field as text without the spaces around it; anything else than text is empty. */
export function textIn({ values }: Filled, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value.trim() : '';
}

/** A field that takes one or several; without empty ones and repetitions. */
export function listIn({ values }: Filled, name: string): string[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return [...new Set(list.filter((one) => typeof one === 'string' && one !== ''))];
}

const isShort = (value: unknown) => typeof value === 'string' && value.length <= LIMITS.word;

export const rowsOf = (filled: Filled, key: string): number[] => filled.rows[key] ?? [];

/** Far more than a card's fields take. */
const LONGEST_VALUE = 10_000;
const MOST_VALUES = 500;

/** The fields that a card returned, as far as they can be ones: anything else is dropped. */
export function fieldValues(form: Record<string, unknown>): Record<string, FieldValue> {
  const taken = Object.entries(form).filter(
    (pair): pair is [string, FieldValue] =>
      (typeof pair[1] === 'string' && pair[1].length <= LONGEST_VALUE) ||
      typeof pair[1] === 'boolean' ||
      (Array.isArray(pair[1]) && pair[1].length <= MOST_VALUES && pair[1].every(isShort)),
  );
  return Object.fromEntries(taken);
}
