import { join } from 'node:path';
import { type Card, type CardBook, loadCards } from '../../src/cards/book.ts';
import { COMMAND_TEXTS, type CommandText } from '../../src/cards/keys/help.ts';
import { NOTICES, type NoticeKey, SENT_TO_FEISHU } from '../../src/cards/keys.ts';
import {
  CARD_NAMES,
  type CardName,
  type CardViews,
  type CcPickerView,
  type CcReceiptView,
  type CcRestView,
} from '../../src/cards/views.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { listed } from '../../src/lib/words.ts';
import { createExamples } from './create-examples.ts';
import { digestExamples } from './digest-examples.ts';
import { thirdPartyExamples } from './third-party-examples.ts';

export const cardsFolder = join(projectRoot(), 'cards');
export const book: CardBook = loadCards(cardsFolder);

export const NAMES: Record<string, string> = {
  ou_li: '李华',
  ou_wang: '王芳',
  ou_zhang: '张伟',
  ou_tanaka: '田中太郎',
};
export const nameOf = (id: string): string => NAMES[id] ?? `?${id}`;
export const isKnownUser = (id: string): boolean => /^ou_/.test(id);

const open = 'https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108';
const detail = `${open}&path=pages%2Fdetail%2Findex%3FinstanceId%3D81D31358-93AF-92D6-7425-01A5D67C4E71`;

const consolePage = 'https://open.feishu.cn/app/cli_a1b2c3d4e5f60718/auth';

export const receipt = {
  about: '笔记本电脑 ×3 · ¥36,000',
  startedAt: Date.UTC(2026, 4, 20, 4),
  approvalName: '采购申请',
  serialNumber: '202605200001',
  status: 'APPROVED',
  initiator: 'ou_zhang',
  sender: 'ou_zhang',
  recipients: ['ou_li', 'ou_wang', 'ou_tanaka'],
  comment: '请知悉，下周一到货。\n有问题找我。',
  leftOutSelf: true,
  hadIt: null,
  show: null,
  reading: null,
  links: { default: detail, pc: `${detail}&mode=appCenter`, ios: detail, android: detail },
} satisfies CcReceiptView;

const nobody = { unseen: null, outsiders: null, gone: null, unknown: null };

const rest: CcRestView = {
  requestId: 'req_1',
  instanceCode: '81D31358-93AF-92D6-7425-01A5D67C4E71',
  recipients: ['ou_li', 'ou_wang'],
  leftOut: { ...nobody, unseen: '吴九', outsiders: '陈合作', gone: ['ou_zhang'] },
};

export const picker: CcPickerView = {
  requestId: 'req_1',
  recipients: ['ou_li', 'ou_wang'],
  comment: '请知悉',
  leftOut: null,
  rows: (['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED'] as const).map((status, index) => ({
    instanceCode: `81D31358-93AF-92D6-7425-01A5D67C4E7${index}`,
    about:
      [
        '笔记本电脑 ×3 · ¥36,000',
        null,
        '物料与场地 · ¥128,000.50 · 2026-07-01 – 07-03',
        'Client visit · US$420',
        null,
      ][index] ?? null,
    initiator: index === 2 ? 'ou_wang' : null,
    approvalName:
      [
        '采购申请',
        '出差申请',
        '市场部第三季度线下活动物料与场地费用报销申请',
        'Expenses',
        '年次有給休暇申請',
      ][index] ?? '',
    serialNumber: index === 1 ? null : `20260520000${index}`,
    status,
    startedAt: index === 4 ? null : Date.UTC(2026, 4, 20 - index, 12),
  })),
};

export const noticeKeys = Object.keys(NOTICES) as NoticeKey[];

/** Values for every placeholder of every notice. */
export const noticeParams = {
  typed: '/cx',
  nearest: '/cc',
  count: 25,
  max: 20,
  names: '周报助手',
  people: '李华',
  field: '使用人',
  reason: '离职人员不可申请加班',
  reference: 'k3f9-20',
  message: '预算不足',
  time: '08:30',
  timezone: 'Asia/Shanghai',
  date: '2026-06-01',
  numbers: listed(['2', '3']),
};

export const notice = (key: NoticeKey, level: CardViews['notice']['level']): CardViews['notice'] => ({
  level,
  sentences: [{ key, params: noticeParams }],
  open: SENT_TO_FEISHU.has(key) ? receipt.links : null,
});

/** All commands, as help tells of them. */
export const commands = (Object.keys(COMMAND_TEXTS) as CommandText[]).map((about) => ({
  name: about.replace('help.command.', ''),
  about,
}));

/** Values that are typical for each template. */
const EXAMPLES: { [Name in CardName]: Record<string, CardViews[Name]> } = {
  'cc-receipt': {
    full: receipt,
    live: {
      ...receipt,
      leftOutSelf: false,
      reading: { read: ['ou_wang'], total: 3, requestId: 'req_1', cardKey: 'receipt:req_1' },
    },
    group: { ...receipt, about: null, show: { requestId: 'req_1', cardKey: 'receipt:req_1' } },
    short: { ...receipt, comment: null, leftOutSelf: false },
  },
  'cc-picker': {
    full: picker,
    one: { ...picker, rows: picker.rows.slice(0, 1) },
    without: { ...picker, rows: picker.rows.slice(0, 1), leftOut: { ...nobody, unseen: '吴九' } },
  },
  'cc-progress': { full: { recipients: receipt.recipients } },
  'cc-rest': { full: rest, gone: { ...rest, leftOut: { ...nobody, gone: ['ou_zhang'], unknown: 2 } } },
  help: { everyone: { admin: false, commands }, admin: { admin: true, commands } },
  ...createExamples(receipt.links),
  ...digestExamples(receipt),
  ...thirdPartyExamples(receipt.links),
  'setting-trouble': {
    scope: { kind: 'scope', what: 'approval:instance', link: consolePage },
    availability: { kind: 'availability', what: '', link: consolePage },
    contacts: { kind: 'contacts', what: '', link: consolePage },
    event: { kind: 'event', what: 'approval_cc', link: consolePage },
  },
  notice: {
    info: notice('ping.pong', 'info'),
    warning: notice('command.unknown', 'warning'),
    error: notice('error.unexpected', 'error'),
    elsewhere: notice('cc.error.not_here', 'error'),
    several: {
      level: 'warning',
      open: null,
      sentences: [
        { key: 'create.files_added', params: noticeParams },
        { key: 'create.pictures_left_out', params: { numbers: listed(['2', '3']) } },
        { key: 'create.file_protected', params: null },
      ],
    },
  },
};

export interface ExampleCard {
  name: string;
  example: string;
  card: Card;
}

/** Every template, filled with each of its examples. */
export function exampleCards(): ExampleCard[] {
  return CARD_NAMES.flatMap((name) =>
    Object.entries(EXAMPLES[name]).map(([example, view]) => ({ name, example, card: book.card(name, view) })),
  );
}
