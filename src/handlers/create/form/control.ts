import type { FormError, FormErrorKey, FormErrorValues, FormHint, FormHintKey } from '../../../cards/keys.ts';
import { shortenedWords } from '../../../cards/shortened.ts';
import type { Words } from '../../../lib/words.ts';
import type { Filled } from './filled.ts';
import type { Relation } from './relation-rules.ts';
import type { Choosable, Widget } from './widget.ts';

/** So far controls are followed that depend on others, which depend on others: one that depends on itself ends here. */
export const DEEPEST = 5;

/** What a control's values are read against. */
export interface FormContext {
  /** All controls of the form, for formulas and conditions. */
  widgets: readonly Widget[];
  /** By which choices limit the options of others. */
  relations: Relation[][];
  filled: Filled;
  /** open_id of the person who fills it. */
  person: string;
  /** open_ids of those who can be picked: a card's picker lists no one else. */
  candidates: readonly string[];
  /** user_ids by open_id, as far as the directory told them. */
  userIds: Readonly<Record<string, string>>;
}

/** A value as a creation carries it. */
export interface Entry {
  id: string;
  type: string;
  value: unknown;
  currency?: string;
  open_ids?: string[];
}

/** A mistake and the control at which it is shown. */
export type Problem = FormError & { at: string };

/** One line of what was filled in, for the status card. */
export interface Line {
  label: Words;
  text?: Words;
  people?: string[];
  /** The same to be typed somewhere else, where it differs. */
  plain?: string;
  /** An approval that the text leads to, by its code, or an address. */
  instance?: string;
  address?: string;
}

/** A control's value, or what is wrong with it; neither for one that was left empty and may be. */
export interface Reading {
  entry?: Entry;
  problems: Problem[];
  lines: Line[];
}

/** An option with a text of the definition, or with one of ours. */
export type FieldOption = { value: string; text: Words } | { value: string; key: FormHintKey };

interface Placed {
  /** Stands beside the field before it, not below. */
  beside?: true;
}

/** What a card shows of a control, from top to bottom. `hint` stands in a field while it is empty. */
export type Field = Placed &
  (
    | { as: 'input'; name: string; value: string; rows: number; max: number; hint?: FormHintKey }
    | { as: 'select'; name: string; value: string; options: FieldOption[]; hint?: FormHintKey }
    | { as: 'choices'; name: string; values: string[]; options: FieldOption[] }
    | { as: 'date' | 'datetime'; name: string; value: string; hint: FormHintKey }
    | { as: 'person'; name: string; value: string; options: string[] }
    | { as: 'people'; name: string; values: string[]; options: string[] }
    | { as: 'text'; text: Words }
    | ({ as: 'hint' } & FormHint)
    /** Sends the form with what is in it, and asks for something besides. */
    | { as: 'button'; name: string; key: FormHintKey; does: string; of: string }
  );

/** How one kind of control is shown and read. `key` is unique in the form: the ids down to it, with the rows between them. */
export interface Family<W extends Widget> {
  fields(widget: W, key: string, form: FormContext): Field[];
  read(widget: W, key: string, form: FormContext): Reading;
}

const nothing = (): Reading => ({ problems: [], lines: [] });

export const wrong = <Key extends FormErrorKey>(
  at: string,
  key: Key,
  ...[params]: FormErrorValues<Key>
): Reading => ({ problems: [{ at, key, ...(params ? { params } : {}) } as Problem], lines: [] });

/** A control without a value: fine unless it is required. */
export const left = (widget: Widget, at: string): Reading =>
  widget.required ? wrong(at, 'form.error.required') : nothing();

/** A control with its value. */
export function given(
  widget: Widget,
  value: unknown,
  shown: Omit<Line, 'label'>,
  more: Pick<Entry, 'currency' | 'open_ids'> = {},
): Reading {
  return {
    entry: { id: widget.id, type: widget.type, value, ...more },
    problems: [],
    lines: [{ label: widget.name, ...shown }],
  };
}

/** So many characters of an option are shown. */
const OPTION_CHARACTERS = 60;

/** Options as a card shows them: short, and still told apart. */
export function shownOptions(options: readonly Choosable[]): Choosable[] {
  const texts = shortenedWords(
    options.map(({ text }) => text),
    OPTION_CHARACTERS,
  );
  return options.map(({ value, text }, n) => ({ value, text: texts[n] ?? text }));
}
