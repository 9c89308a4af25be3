import { clipWords } from '../../../cards/escape.ts';
import type { Entry, Family, Field, FormContext, Line, Problem, Reading } from './control.ts';
import { choice } from './controls/choice.ts';
import { date, interval } from './controls/dates.ts';
import { files } from './controls/files.ts';
import { address, connect, department } from './controls/found.ts';
import { readGroup, readList } from './controls/nested.ts';
import { amount, formula, number } from './controls/numeric.ts';
import { people } from './controls/people.ts';
import { document, telephone, text } from './controls/text.ts';
import { keyOf } from './keys.ts';
import { visible } from './visible.ts';
import type { Widget } from './widget.ts';

/** So many characters of a note are shown. */
const NOTE_CHARACTERS = 1_000;

const silent: Family<Widget> = { fields: () => [], read: () => ({ problems: [], lines: [] }) };
const note = {
  fields: (widget: Widget): Field[] =>
    widget.kind === 'note' ? [{ as: 'text', text: clipWords(widget.text, NOTE_CHARACTERS) }] : [],
  read: silent.read,
};
const foreign = {
  fields: (): Field[] => [{ as: 'hint', key: 'form.hint.only_in_feishu' }],
  read: silent.read,
};

/** What has controls inside reads them in turn. */
const nested = <W extends Widget>(
  read: (inside: Family<Widget>['read'], widget: W, key: string, form: FormContext) => Reading,
): Family<W> => ({
  fields: silent.fields,
  read: (widget, key, form) => read(readWidget, widget, key, form),
});

const families = {
  text,
  number,
  amount,
  formula,
  date,
  interval,
  choice,
  people,
  department,
  connect,
  address,
  document,
  telephone,
  files,
  list: nested(readList),
  group: nested(readGroup),
  note,
  automatic: silent,
  foreign,
} satisfies { [Kind in Widget['kind']]: unknown };

/** The way in which this kind of control is shown and read. */
export const familyOf = (widget: Widget) => families[widget.kind] as Family<Widget>;

const readWidget: Family<Widget>['read'] = (widget, key, form) => familyOf(widget).read(widget, key, form);

export interface FormReading {
  /** The `form` of a creation, before it is made a string. */
  entries: Entry[];
  problems: Problem[];
  lines: Line[];
}

/** Reads all controls that are shown. Whatever a card returned: the result is a valid form, or problems at fields. */
export function readForm(form: FormContext): FormReading {
  const readings = form.widgets
    .filter((widget) => visible(widget, form))
    .map((widget) => readWidget(widget, keyOf(widget), form));
  return {
    entries: readings.flatMap((one) => one.entry ?? []),
    problems: readings.flatMap((one) => one.problems),
    lines: readings.flatMap((one) => one.lines),
  };
}
