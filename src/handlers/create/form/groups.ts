import { objectOf, type Raw, setting } from '../../../feishu/definition-json.ts';
import type { Settings, Widget } from './widget.ts';

/** At most so many overtime ranges go into one instance. */
const MOST_RANGES = 30;

const has = (widget: Widget, ...ids: string[]) => ids.includes(widget.id);
const isOn = (value: unknown) => value === 1 || value === true || value === '1';

function leave(children: Widget[]): Widget[] {
  const taken = children.filter((child) =>
    has(
      child,
      'widgetLeaveGroupType',
      'widgetLeaveGroupStartTime',
      'widgetLeaveGroupEndTime',
      'widgetLeaveGroupReason',
      'widgetLeaveCertification',
      'widgetLeaveGroupFeedingArrivingLate',
      'widgetLeaveGroupFeedingOffLeaveEarly',
    ),
  );
  return taken.map(asImage);
}

const RANGES = 'widgetWorkGroupTimeRangeFieldList';

function work(children: Widget[], option: Raw): Widget[] {
  const several = isOn(setting(option, 'allow_multi_time_range'));
  const forOthers = isOn(setting(option, 'allow_instead_multi_user'));
  const bound = isOn(setting(option, 'is_set_rule'));
  const wanted = [
    ...(bound ? [] : ['widgetWorkGroupType']),
    ...(forOthers ? ['widgetWorkGroupOvertimeWorkers'] : []),
    RANGES,
  ];
  const limited = (child: Widget): Widget => {
    if (child.kind === 'people') return { ...child, multi: true };
    return child.kind === 'list' ? { ...child, most: several ? MOST_RANGES : 1 } : child;
  };
  return children.flatMap((child): Widget[] => {
    if (has(child, 'widgetWorkGroupReason')) return [child];
    return has(child, ...wanted) ? [{ ...limited(child), required: true }] : [];
  });
}

function out(children: Widget[], option: Raw): Widget[] {
  const typed = isOn(setting(option, 'is_set_type'));
  return children.flatMap((child): Widget[] => {
    if (has(child, 'widgetOutGroupType')) return typed ? [{ ...child, required: true }] : [];
    const wanted = [
      'widgetOutGroupStartTime',
      'widgetOutGroupEndTime',
      'widgetOutGroupReason',
      'widgetOutGroupImage',
    ];
    return has(child, ...wanted) ? [asImage(child)] : [];
  });
}

/** A creation names the pictures of a group `image`, whichever generation the definition has. */
const asImage = (child: Widget): Widget => (child.kind === 'files' ? { ...child, type: 'image' } : child);

const plain = { customId: undefined, condition: undefined, initial: undefined, required: true };
const shift: Widget[] = [
  { ...plain, id: 'shiftTime', type: 'date', name: '', kind: 'date', precision: 'minute' },
  { ...plain, id: 'returnTime', type: 'date', name: '', kind: 'date', precision: 'minute' },
  { ...plain, id: 'reason', type: 'textarea', name: '', kind: 'text', multiline: true },
];

/**
 * What of an attendance group an instance is created with; the rest (durations, units, rules) Feishu computes. Undefined
 * when nothing of it is known.
 * https://open.feishu.cn/document/server-docs/approval-v4/instance/approval-instance-form-control-parameters
 */
export function groupOf(raw: Raw, children: Widget[]): Settings | undefined {
  if (raw.type === 'shiftGroup') return { kind: 'group', group: 'shift', children: shift };
  const option = objectOf(raw.option);
  const group = raw.type === 'leaveGroupV2' ? 'leave' : raw.type === 'workGroup' ? 'work' : 'out';
  const taken = { leave, work, out }[group](children, option);
  const unreadable = taken.length === 0 || taken.some((child) => child.kind === 'foreign' && child.required);
  return unreadable
    ? undefined
    : { kind: 'group', group, children: taken.filter((one) => one.kind !== 'foreign') };
}
