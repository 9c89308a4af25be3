import { z } from 'zod';
import { checkEntry } from './check.ts';
import { moment } from './dates.ts';
import {
  type Checker,
  type Checkers,
  type Entry,
  entry,
  type FormContext,
  objectOf,
  shaped,
  type Widget,
  wrong,
} from './entry.ts';

const TWO_DAYS_MS = 2 * 86_400_000;
const MOST_RANGES = 30;
const entries = z.array(entry);

function childrenOf(widget: Widget): Widget[] {
  const raw = Array.isArray(widget.children) ? widget.children : widget.value;
  return Array.isArray(raw) ? (raw as Widget[]) : [];
}

function checkAll(given: readonly Entry[], widget: Widget, id: string, context: FormContext) {
  for (const one of given) {
    const child = childrenOf(widget).find((candidate) => candidate.id === one.id);
    if (!child) wrong(id, `it has no ${one.id}`);
    else checkEntry(one, child, { ...context, beside: given, within: id });
  }
}

const fieldList: Checker = (value, widget, context) => {
  for (const row of shaped(z.array(entries).min(1, 'no row'), value))
    checkAll(row, widget, value.id, context);
};

function group(
  fixedId: string,
  check: (find: (id: string) => Entry | undefined, id: string, widget: Widget) => void,
) {
  const checker: Checker = (value, widget, context) => {
    if (value.id !== fixedId) wrong(value.id, 'group value is invalid');
    const given = shaped(entries.min(1, 'group value is invalid'), value);
    checkAll(given, widget, value.id, context);
    check((id) => given.find((one) => one.id === id), value.id, widget);
  };
  return checker;
}

function inOrder(start: Entry | undefined, end: Entry | undefined, id: string): number {
  if (!start || !end) return wrong(id, 'start time or end time of range is required');
  const length = Date.parse(String(end.value)) - Date.parse(String(start.value));
  return length > 0 ? length : wrong(id, 'start time is after end time');
}

const visible = (widget: Widget, childId: string) => {
  const child = childrenOf(widget).find((one) => one.id === childId);
  return child?.visible !== false && child?.required === true;
};

const leaveGroupV2 = group('widgetLeaveGroupV2', (find, id, widget) => {
  if (!find('widgetLeaveGroupType')) wrong(id, 'leave type not found');
  inOrder(find('widgetLeaveGroupStartTime'), find('widgetLeaveGroupEndTime'), id);
  if (visible(widget, 'widgetLeaveGroupReason') && !find('widgetLeaveGroupReason'))
    wrong(id, 'reason is required');
});

const workGroup = group('widgetWorkGroup', (find, id, widget) => {
  const option = objectOf(widget.option);
  if (option.isSetRule !== 1 && !find('widgetWorkGroupType')) wrong(id, 'overtime type is required');
  if (option.allowInsteadMultiUser === 1 && !find('widgetWorkGroupOvertimeWorkers'))
    wrong(id, 'apply worker is required');
  const rows = (find('widgetWorkGroupTimeRangeFieldList')?.value ?? []) as Entry[][];
  if (rows.length === 0) wrong(id, 'work time range is required');
  if (rows.length > MOST_RANGES) wrong(id, 'the time range list has more than 30 items');
  for (const row of rows) {
    const by = (childId: string) => row.find((one) => one.id === childId);
    const length = inOrder(by('widgetWorkGroupStartTime'), by('widgetWorkGroupEndTime'), id);
    if (length > TWO_DAYS_MS) wrong(id, 'overtime duration is over 2 days');
  }
});

const outGroup = group('widgetOutGroup', (find, id, widget) => {
  if (objectOf(widget.option).isSetType === 1 && !find('widgetOutGroupType'))
    wrong(id, 'out type is required');
  inOrder(find('widgetOutGroupStartTime'), find('widgetOutGroupEndTime'), id);
  if (visible(widget, 'widgetOutGroupReason') && !find('widgetOutGroupReason'))
    wrong(id, 'out reason is empty');
  if (visible(widget, 'widgetOutGroupImage') && !find('widgetOutGroupImage')) wrong(id, 'photo is required');
});

const shift = z.strictObject({ shiftTime: moment, returnTime: moment, reason: z.string().min(1) });

const shiftGroup: Checker = (value) => {
  shaped(shift, value);
};

export const groupCheckers = {
  fieldList,
  leaveGroupV2,
  workGroup,
  outGroup,
  shiftGroup,
} satisfies Checkers;
