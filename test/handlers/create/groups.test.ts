import { afterEach, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const at = (time: string) => `2026-12-01T${time}:00+08:00`;

it.each<[string, Record<string, string | string[]>, Record<string, string>, unknown]>([
  [
    'leave-group',
    {
      'widgetLeaveGroupV2/widgetLeaveGroupType': '7488925543484620819',
      'widgetLeaveGroupV2/widgetLeaveGroupStartTime': '2026-12-01 09:00',
      'widgetLeaveGroupV2/widgetLeaveGroupEndTime': '2026-12-01 18:00',
      'widgetLeaveGroupV2/widgetLeaveGroupReason': '回家',
    },
    { 'widgetLeaveGroupV2/widgetLeaveGroupEndTime': '2026-12-01 08:00' },
    {
      id: 'widgetLeaveGroupV2',
      type: 'leaveGroupV2',
      value: [
        { id: 'widgetLeaveGroupType', type: 'radioV2', value: '7488925543484620819' },
        { id: 'widgetLeaveGroupStartTime', type: 'date', value: at('09:00') },
        { id: 'widgetLeaveGroupEndTime', type: 'date', value: at('18:00') },
        { id: 'widgetLeaveGroupReason', type: 'textarea', value: '回家' },
      ],
    },
  ],
  [
    'overtime',
    {
      'widgetWorkGroup/widgetWorkGroupType': '-1',
      'widgetWorkGroup/widgetWorkGroupTimeRangeFieldList/0/widgetWorkGroupStartTime': '2026-12-01 18:00',
      'widgetWorkGroup/widgetWorkGroupTimeRangeFieldList/0/widgetWorkGroupEndTime': '2026-12-01 20:00',
      'widgetWorkGroup/widgetWorkGroupReason': '发布',
    },
    { 'widgetWorkGroup/widgetWorkGroupTimeRangeFieldList/0/widgetWorkGroupEndTime': '2026-12-05 20:00' },
    {
      id: 'widgetWorkGroup',
      type: 'workGroup',
      value: [
        { id: 'widgetWorkGroupType', type: 'radioV2', value: '-1' },
        {
          id: 'widgetWorkGroupTimeRangeFieldList',
          type: 'fieldList',
          value: [
            [
              { id: 'widgetWorkGroupStartTime', type: 'date', value: at('18:00') },
              { id: 'widgetWorkGroupEndTime', type: 'date', value: at('20:00') },
            ],
          ],
        },
        { id: 'widgetWorkGroupReason', type: 'textarea', value: '发布' },
        {
          id: 'widgetWorkGroupOvertimeWorkers',
          type: 'contact',
          value: ['a1f3c5d7'],
          open_ids: ['ou_94d750c95b9a3e4f9e75abd3b603b00c'],
        },
      ],
    },
  ],
  [
    'outing',
    {
      'widgetOutGroup/widgetOutGroupType': 'meijufjq-iv2c5qrlm1i-0',
      'widgetOutGroup/widgetOutGroupStartTime': '2026-12-01 09:00',
      'widgetOutGroup/widgetOutGroupEndTime': '2026-12-01 18:00',
      'widgetOutGroup/widgetOutGroupReason': '客户',
    },
    { 'widgetOutGroup/widgetOutGroupEndTime': '2026-12-01 09:00' },
    {
      id: 'widgetOutGroup',
      type: 'outGroup',
      value: [
        { id: 'widgetOutGroupType', type: 'radioV2', value: 'meijufjq-iv2c5qrlm1i-0' },
        { id: 'widgetOutGroupStartTime', type: 'date', value: at('09:00') },
        { id: 'widgetOutGroupEndTime', type: 'date', value: at('18:00') },
        { id: 'widgetOutGroupReason', type: 'textarea', value: '客户' },
      ],
    },
  ],
  [
    'shift',
    {
      'widgetShiftGroup/shiftTime': '2026-12-01 09:00',
      'widgetShiftGroup/returnTime': '2026-12-01 18:00',
      'widgetShiftGroup/reason': '换班',
    },
    { 'widgetShiftGroup/reason': '' },
    {
      id: 'widgetShiftGroup',
      type: 'shiftGroup',
      value: { shiftTime: at('09:00'), returnTime: at('18:00'), reason: '换班' },
    },
  ],
])('fills the group of %s as its page describes it', async (handle, form, bad, expected) => {
  desk = await openDesk([handle]);
  const names: Record<string, string> = {
    'leave-group': '休假',
    overtime: '加班',
    outing: '外出',
    shift: '换班',
  };
  await desk.open('zhangsan', names[handle] ?? '');
  const refused = await desk.click('zhangsan', '提交', { ...form, ...bad });
  expect(refused.toast?.type).toBe('warning');
  expect(desk.created()).toEqual([]);
  await desk.click(
    'zhangsan',
    '提交',
    Object.fromEntries(Object.keys(bad).map((key) => [key, form[key] ?? ''])),
  );
  expect(desk.forms()).toEqual([[expected]]);
  expect(desk.created().map((call) => call.code)).toEqual([0]);
});
