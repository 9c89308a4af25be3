import type {
  ApprovalStatusView,
  CardViews,
  CreateFormView,
  CreatePickerView,
  FormFieldView,
  FormUnitView,
  HistoryStep,
} from '../../src/cards/views.ts';
import type { InstanceLinks } from '../../src/lib/instance-links.ts';

const blank: FormFieldView = {
  as: 'input',
  name: '',
  value: '',
  values: [],
  options: [],
  rows: 1,
  max: 100,
  text: '',
  key: null,
  params: null,
  hint: null,
  does: '',
  of: '',
};

/** The last of the fields stand beside each other, as many as are said. */
const unit = (
  label: string,
  fields: Partial<FormFieldView>[],
  errors: FormUnitView['errors'] = [],
  beside = 1,
): FormUnitView => {
  const whole = fields.map((field) => ({ ...blank, ...field }));
  const above = whole.slice(0, whole.length - beside).map((field) => [field]);
  return {
    label,
    labelKey: null,
    labelParams: null,
    heads: null,
    required: true,
    lines: [...above, whole.slice(whole.length - beside)],
    errors,
  };
};

const PEOPLE = ['ou_li', 'ou_wang', 'ou_tanaka'];

const units: FormUnitView[] = [
  unit('物品名称', [{ name: 'w1', value: '笔记本电脑' }]),
  unit(
    '数量',
    [
      { as: 'hint', key: 'form.hint.number' },
      { name: 'w2', value: '三' },
    ],
    [{ key: 'form.error.number', params: null }],
  ),
  unit('用途说明', [{ name: 'w3', rows: 4, max: 1000 }]),
  unit('采购类型', [
    { as: 'select', name: 'w4', value: 'a', options: [{ value: 'a', text: '办公设备', key: null }] },
  ]),
  unit('配件', [
    {
      as: 'choices',
      name: 'w5',
      values: ['b'],
      options: ['b', 'c'].map((value) => ({ value, text: value, key: null })),
    },
  ]),
  unit('期望交付日期', [{ as: 'date', name: 'w6', value: '2026-05-28', hint: 'form.hint.pick_date' }]),
  unit(
    '预算',
    [
      { name: 'w11', value: '36000', hint: 'form.hint.number' },
      { as: 'select', name: 'w11c', value: 'CNY', options: [{ value: 'CNY', text: 'CNY', key: null }] },
    ],
    [],
    2,
  ),
  { ...unit('明细', []), heads: 'section', lines: [] },
  {
    ...unit('', []),
    labelKey: 'form.hint.row',
    labelParams: { number: 1 },
    heads: 'row',
    lines: [],
    required: false,
  },
  unit('会议时间', [{ as: 'datetime', name: 'w7', value: '2026-05-28 10:00' }]),
  unit('使用人', [{ as: 'person', name: 'w8', value: 'ou_li', options: PEOPLE }]),
  unit('抄送', [{ as: 'people', name: 'w9', values: ['ou_wang'], options: PEOPLE }]),
  unit(
    '附件',
    [
      { as: 'button', name: 'b1', key: 'form.hint.add_file', does: 'add_file', of: 'w10' },
      { as: 'text', text: '报价.pdf' },
      { as: 'button', name: 'b2', key: 'form.hint.drop_file', does: 'drop', of: 'w10 1' },
    ],
    [],
    2,
  ),
];

const period = (name: string, hint: string) => unit(name, [{ as: 'datetime', name, hint }]);

const rows = [
  ...units.map((one) => [one]),
  [period('开始时间', 'form.hint.pick_time'), period('结束时间', 'form.hint.pick_time')],
];

const form: CreateFormView = {
  draftId: 'draft_1',
  revision: 3,
  approvalName: '采购申请',
  step: null,
  rows,
  problems: 1,
  notice: null,
  waitsFor: null,
  flow: [{ name: '部门负责人', people: ['ou_li'] }],
  flowMore: 0,
  isFirst: true,
  isLast: true,
};

const list: CreatePickerView = {
  draftId: 'draft_1',
  revision: 1,
  words: '采购',
  guessed: false,
  noneFound: false,
  searchable: true,
  rows: ['采购申请', '请假', '出差申请'].map((name, index) => ({ approvalCode: `A${index}`, name })),
  more: 5,
  unclear: 1,
};

const STARTED = Date.UTC(2026, 4, 19, 23, 30);

const step = (
  kind: HistoryStep['kind'],
  by: string,
  minutes: number,
  comment: string | null,
): HistoryStep => ({
  kind,
  by,
  to: kind === 'TRANSFER' ? ['ou_wang'] : [],
  at: STARTED + minutes * 60_000,
  dated: minutes > 720,
  comment,
});

const words = (zh_cn: string, en_us: string, ja_jp: string) => ({ zh_cn, en_us, ja_jp });

/** Values that are typical for the cards by which an approval is created and followed. */
export function createExamples(links: InstanceLinks) {
  const status: ApprovalStatusView = {
    approvalCode: 'A0',
    instanceCode: '81D31358-93AF-92D6-7425-01A5D67C4E71',
    about: '笔记本电脑 ×3 · ¥36,000',
    approvalName: '采购申请',
    serialNumber: '202605200001',
    status: 'PENDING',
    asks: false,
    initiator: 'ou_zhang',
    startedAt: STARTED,
    waiting: [{ people: ['ou_li', 'ou_wang'], since: STARTED + 240_000 }],
    history: [step('PASS', 'ou_wang', 4, null)],
    earlier: 0,
    lines: [
      { label: '物品名称', text: '笔记本电脑', people: null, link: null },
      {
        label: words('预算', 'Budget', '予算'),
        text: words('¥36,000', 'CN¥36,000', '元36,000'),
        people: null,
        link: null,
      },
      { label: '关联审批', text: '采购申请 202605180007', people: null, link: links.default },
      { label: '使用人', text: null, people: ['ou_li'], link: null },
    ],
    more: 3,
    links,
  };
  const elsewhere = { approvalName: '采购申请', controls: '', lines: [], more: 0, links };
  const long = [...Array(14).keys()].map((n) => ({
    label: `项目 ${n + 1}`,
    text: '键盘、鼠标',
    people: null,
    link: null,
  }));
  return {
    welcome: { full: {} },
    'no-command': { full: {} },
    'cc-form': {
      full: {
        about: '笔记本电脑 ×3 · ¥36,000',
        approvalName: '采购申请',
        instanceCode: status.instanceCode,
        comment: '请知悉',
        candidates: PEOPLE,
      },
      nobody: {
        about: null,
        approvalName: '采购申请',
        instanceCode: status.instanceCode,
        comment: '',
        candidates: [],
      },
    },
    'create-picker': {
      full: list,
      none: { ...list, noneFound: true, more: 0, unclear: 0 },
      guessed: { ...list, guessed: true, more: 0, unclear: 0 },
    },
    'create-form': {
      full: form,
      middle: {
        ...form,
        step: { at: 2, of: 3 },
        isFirst: false,
        isLast: false,
        flow: null,
        waitsFor: 'people',
      },
    },
    'create-progress': {
      preparing: { key: 'form.preparing', params: null },
      submitting: { key: 'form.submitting', params: { approval: '采购申请' } },
    },
    'create-elsewhere': {
      full: { ...elsewhere, because: 'controls', controls: '行程' },
      typed: { ...elsewhere, because: 'kind', lines: status.lines, more: 3 },
      gone: { ...elsewhere, because: 'gone', lines: status.lines },
      expired: { ...elsewhere, because: 'expired', lines: status.lines },
      closed: { ...elsewhere, because: 'closed', lines: status.lines },
    },
    'approval-status': {
      pending: status,
      asks: { ...status, asks: true, serialNumber: null, waiting: [] },
      approved: { ...status, status: 'APPROVED', waiting: [] },
      rejected: {
        ...status,
        status: 'REJECTED',
        waiting: [],
        history: [step('PASS', 'ou_li', 4, null), step('REJECT', 'ou_wang', 5, '预算偏高')],
      },
      long: { ...status, lines: long, earlier: 2, history: [step('TRANSFER', 'ou_li', 2_000, null)] },
    },
  } satisfies { [Name in keyof CardViews]?: Record<string, CardViews[Name]> };
}
