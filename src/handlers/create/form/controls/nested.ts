import { type Entry, type FormContext, left, type Problem, type Reading } from '../control.ts';
import { rowsOf } from '../filled.ts';
import { readWidget } from '../read.ts';
import type { Widget, WidgetOf } from '../widget.ts';

const TWO_DAYS_MS = 2 * 86_400_000;

/** Whether nothing at all was put into these controls: then what they require is not missing. */
const isBlank = (readings: Reading[]) =>
  readings.every((one) => !one.entry && one.problems.every(({ key }) => key === 'form.error.required'));

const readAll = (children: Widget[], key: string, form: FormContext) =>
  children.map((child) => readWidget(child, `${key}/${child.id}`, form));

const entriesOf = (readings: Reading[]) => readings.flatMap((one) => one.entry ?? []);
const joined = (readings: Reading[]): Pick<Reading, 'problems' | 'lines'> => ({
  problems: readings.flatMap((one) => one.problems),
  lines: readings.flatMap((one) => one.lines),
});

/** A list: each row a list of values; blank rows are left out. */
export function readList(widget: WidgetOf<'list'>, key: string, form: FormContext): Reading {
  const rows = rowsOf(form.filled, key)
    .map((row) => readAll(widget.children, `${key}/${row}`, form))
    .filter((row) => !isBlank(row));
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
export function readGroup(widget: WidgetOf<'group'>, key: string, form: FormContext): Reading {
  const readings = readAll(widget.children, key, form);
  if (isBlank(readings) && !widget.required) return { problems: [], lines: [] };
  const { problems, lines } = joined(readings);
  const entries = entriesOf(readings);
  const order = problems.length > 0 ? undefined : orderProblem(widget, entries, key, form);
  if (order) problems.push(order);
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
function orderProblem(
  { group }: WidgetOf<'group'>,
  entries: Entry[],
  key: string,
  { filled }: FormContext,
): Problem | undefined {
  const names = ends[group];
  if (!names) return undefined;
  const lengthOf = (row: Entry[]) => {
    const at = (id: string) => Date.parse(String(row.find((one) => one.id === id)?.value));
    return at(names.end) - at(names.start);
  };
  const judge = (row: Entry[], at: string): Problem | undefined => {
    const length = lengthOf(row);
    if (!(length > 0)) return { at, key: 'form.error.order' };
    return group === 'work' && length > TWO_DAYS_MS ? { at, key: 'form.error.two_days' } : undefined;
  };
  if (group !== 'work') return judge(entries, `${key}/${names.end}`);
  const list = entries.find(({ id }) => id === 'widgetWorkGroupTimeRangeFieldList');
  const listKey = `${key}/widgetWorkGroupTimeRangeFieldList`;
  const first = rowsOf(filled, listKey)[0] ?? 0;
  return ((list?.value ?? []) as Entry[][])
    .map((row) => judge(row, `${listKey}/${first}/${names.end}`))
    .find((problem) => problem !== undefined);
}
