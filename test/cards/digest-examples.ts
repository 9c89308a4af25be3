import type { CardViews, UnreadRow, UnreadView } from '../../src/cards/views.ts';
import type { receipt as example } from './examples.ts';

const INSTANCE = '81D31358-93AF-92D6-7425-01A5D67C4E71';

/** Values that are typical for the cards about who has read what. */
export function digestExamples(receipt: typeof example) {
  const { links } = receipt;
  const row: UnreadRow = {
    instanceCode: INSTANCE,
    title: '笔记本电脑 ×3 · ¥36,000',
    definition: null,
    serialNumber: null,
    since: null,
    status: 'PENDING',
    initiator: 'ou_li',
    by: { key: 'unread.copied_by', person: 'ou_zhang' },
    comment: '请看一下预算',
    age: { key: 'unread.age', params: { count: 3 } },
    links,
    snoozedUntil: null,
    canMark: false,
  };
  const today: UnreadRow = {
    ...row,
    title: null,
    serialNumber: '202605200001',
    by: { key: 'unread.started_and_copied', person: 'ou_zhang' },
    initiator: null,
    comment: null,
    status: 'APPROVED',
    age: { key: 'unread.age_today', params: {} },
  };
  const list: UnreadView = {
    owner: 'ou_li',
    total: 12,
    fresh: null,
    sections: [
      { key: 'unread.group', params: { name: '采购申请', count: 2 }, rows: [row, today] },
      { key: 'unread.group', params: { name: '合同审批', count: 1 }, rows: [{ ...row, canMark: true }] },
    ],
    canMark: true,
    position: 'p2',
    page: 2,
    pages: 3,
    previous: 'p1',
    next: 'p3',
  };
  const digest: UnreadView = {
    ...list,
    total: 2,
    fresh: 1,
    sections: [
      { key: 'digest.fresh', params: { count: 1 }, rows: [{ ...today, title: '请假申请' }] },
      { key: 'digest.earlier', params: { count: 1 }, rows: [{ ...row, definition: '采购申请' }] },
    ],
    position: 'd2026-05-20',
    page: 1,
    pages: 1,
    previous: null,
    next: null,
  };
  return {
    'cc-reminder': { full: { ...receipt, about: null }, told: receipt },
    'cc-status': {
      full: {
        about: '笔记本电脑 ×3 · ¥36,000',
        approvalName: '采购申请',
        serialNumber: null,
        status: 'APPROVED',
        read: ['ou_li'],
        unread: ['ou_wang', 'ou_tanaka'],
        links,
        remind: { requestId: 'req_1', cardKey: 'status:om_1' },
      },
      many: {
        about: null,
        approvalName: '采购申请',
        serialNumber: null,
        status: 'PENDING',
        read: ['ou_li', 'ou_zhang'],
        unread: Array.from({ length: 500 }, (_, n) => ['ou_wang', 'ou_tanaka'][n % 2] ?? ''),
        links,
        remind: null,
      },
    },
    unread: { list, digest },
    snooze: {
      full: {
        owner: 'ou_li',
        instanceCode: INSTANCE,
        name: '采购申请',
        serialNumber: '202605200001',
        position: 'd2026-05-20',
        tomorrow: '2026-05-21',
      },
    },
    'digest-settings': {
      on: {
        owner: 'ou_li',
        on: true,
        time: '08:30',
        days: ['1', '2', '3', '4', '5'],
        timezone: 'Asia/Shanghai',
        zones: ['Asia/Shanghai', 'Asia/Tokyo'],
        chosenZone: 'auto',
        calendar: 'CN',
        calendars: ['none', 'CN', 'JP', 'DE'],
        moreThan: '0',
        olderThan: '3',
        definitions: [{ code: '7C468A54', name: '采购申请' }],
        muted: [],
        nextAt: 1_779_264_000_000,
        pausedUntil: null,
        pausedDate: null,
      },
    },
  } satisfies { [Name in keyof CardViews]?: Record<string, CardViews[Name]> };
}
