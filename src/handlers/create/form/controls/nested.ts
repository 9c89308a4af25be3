import { DAY_MS } from '../../../../lib/clock.ts';
import { type Entry, type Family, type FormContext, left, type Problem, type Reading } from '../control.ts';
import { rowsOf } from '../filled.ts';
import { keyWithin } from '../keys.ts';
import { allUntouched } from '../untouched.ts';
import type { Widget, WidgetOf } from '../widget.ts';

/** Reads a control of any kind; those inside may be lists again. */
type Read = Family<Widget>['read'];

const readAll = (read: Read, children: Widget[], key: string, form: FormContext) =>
  children.map((child) => read(child, keyWithin(key, child), form));

const entriesOf = (readings: Reading[]) => readings.flatMap((one) => one.entry ?? []);
const joined = (readings: Reading[]): Pick<Reading, 'problems' | 'lines'> => ({
  problems: readings.flatMap((one) => one.problems),
  lines: readings.flatMap((one) => one.lines),
});

/** The rows of a list into which something was put, each with its key. */
const filledRows = (read: Read, widget: WidgetOf<'list'>, key: string, form: FormContext) =>
  rowsOf(form.filled, key)
    .map((row) => `${key}/${row}`)
    .filter((row) => !allUntouched(widget.children, row, form))
    .map((row) => ({ key: row, readings: readAll(read, widget.children, row, form) }));

/** A list: each row a list of values; blank rows are left out. */
export function readList(read: Read, widget: WidgetOf<'list'>, key: string, form: FormContext): Reading {
  const rows = filledRows(read, widget, key, form).map(({ readings }) => readings);
  if (rows.length === 0) {
    const problem: Problem = { at: key, key: 'form.error.rows' };
    return widget.required ? { problems: [problem], lines: [] } : left(widget, key);
  }
  const { problems, lines } = joined(rows.flat());
  if (rows.length > widget.most)
    problems.push({ at: key, key: 'form.error.too_many_rows', params: { max: widget.most } });
  if (problems.length > 0) return { problems, lines };
  const entry = { id: widget.id, type: widget.type, value: rows.map(entriesOf) };
  return { entry, problems, lines };
}

/** An attendance group: its children by their fixed ids. */
export function readGroup(read: Read, widget: WidgetOf<'group'>, key: string, form: FormContext): Reading {
  if (!widget.required && allUntouched(widget.children, key, form)) return { problems: [], lines: [] };
  const readings = readAll(read, widget.children, key, form);
  const { problems, lines } = joined(readings);
  const entries = entriesOf(readings);
  if (problems.length === 0) problems.push(...orderProblems(read, widget, entries, key, form));
  if (problems.length > 0) return { problems, lines };
  return { entry: { id: widget.id, type: widget.type, value: entryValue(widget, entries) }, problems, lines };
}

const entryValue = ({ group }: WidgetOf<'group'>, entries: Entry[]): unknown =>
  group === 'shift' ? Object.fromEntries(entries.map(({ id, value }) => [id, value])) : entries;

const ends: Record<string, { start: string; end: string }> = {
  leave: { start: 'widgetLeaveGroupStartTime', end: 'widgetLeaveGroupEndTime' },
  out: { start: 'widgetOutGroupStartTime', end: 'widgetOutGroupEndTime' },
  work: { start: 'widgetWorkGroupStartTime', end: 'widgetWorkGroupEndTime' },
};

/** What Feishu refuses about the times of a group: an end before its start, overtime of more than two days. */
function orderProblems(
  read: Read,
  { group, children }: WidgetOf<'group'>,
  entries: Entry[],
  key: string,
  form: FormContext,
): Problem[] {
  const names = ends[group];
  if (!names) return [];
  const judge = (range: Entry[], above: string): Problem[] => {
    const time = (id: string) => Date.parse(String(range.find((one) => one.id === id)?.value));
    const length = time(names.end) - time(names.start);
    const at = `${above}/${names.end}`;
    if (!(length > 0)) return [{ at, key: 'form.error.order' }];
    return group === 'work' && length > 2 * DAY_MS ? [{ at, key: 'form.error.two_days' }] : [];
  };
  if (group !== 'work') return judge(entries, key);
  return children
    .filter((child) => child.kind === 'list')
    .flatMap((ranges) => filledRows(read, ranges, keyWithin(key, ranges), form))
    .flatMap((row) => judge(entriesOf(row.readings), row.key));
}
