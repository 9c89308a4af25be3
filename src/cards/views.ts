import type { NoticeSentence } from './keys.ts';
import type {
  CcFormView,
  CcPickerView,
  CcProgressView,
  CcReceiptView,
  CcRestView,
  CcStatusView,
} from './views/cc.ts';
import type {
  ApprovalStatusView,
  CreateElsewhereView,
  CreateFormView,
  CreatePickerView,
  CreateProgressView,
} from './views/create.ts';
import type { ExternalNoticeView } from './views/third-party.ts';
import type { SettingTroubleView } from './views/trouble.ts';
import type { DigestSettingsView, SnoozeView, UnreadView } from './views/unread.ts';

export type * from './views/cc.ts';
export type * from './views/create.ts';
export type * from './views/third-party.ts';
export type * from './views/trouble.ts';
export type * from './views/unread.ts';

/** One sentence: what happened and what to do; more of them where a message asked for several things. */
export type NoticeView = NoticeSentence & {
  also?: readonly NoticeSentence[];
  level: 'info' | 'warning' | 'error';
};

export interface HelpView {
  admin?: boolean;
}

export interface CardViews {
  notice: NoticeView;
  'cc-receipt': CcReceiptView;
  'cc-reminder': CcReceiptView;
  'cc-status': CcStatusView;
  'cc-picker': CcPickerView;
  'cc-progress': CcProgressView;
  'cc-rest': CcRestView;
  unread: UnreadView;
  snooze: SnoozeView;
  'digest-settings': DigestSettingsView;
  help: HelpView;
  welcome: Record<string, never>;
  'cc-form': CcFormView;
  'create-picker': CreatePickerView;
  'create-form': CreateFormView;
  'create-progress': CreateProgressView;
  'create-elsewhere': CreateElsewhereView;
  'approval-status': ApprovalStatusView;
  'external-notice': ExternalNoticeView;
  'setting-trouble': SettingTroubleView;
}

export type CardName = keyof CardViews;

/** What a view may leave out: the template sees null, because an unknown name is an error in an expression. */
export const OPTIONAL: Record<CardName, readonly string[]> = {
  notice: ['params', 'also'],
  'cc-receipt': ['serialNumber', 'status', 'initiator', 'comment', 'hadIt', 'links', 'reading'],
  'cc-reminder': ['serialNumber', 'status', 'initiator', 'comment', 'hadIt', 'links', 'reading'],
  'cc-status': ['serialNumber', 'status', 'links', 'remind'],
  'cc-picker': ['comment', 'leftOut'],
  'cc-progress': [],
  'cc-rest': [],
  unread: ['fresh', 'canMark'],
  snooze: ['serialNumber'],
  'digest-settings': ['nextAt', 'pausedUntil', 'pausedDate'],
  help: ['admin'],
  welcome: [],
  'cc-form': [],
  'create-picker': [],
  'create-form': [],
  'create-progress': [],
  'create-elsewhere': [],
  'approval-status': [],
  'setting-trouble': [],
  'external-notice': [
    'status',
    'serialNumber',
    'node',
    'initiator',
    'initiatorName',
    'by',
    'comment',
    'links',
    'mark',
  ],
};

export const CARD_NAMES = Object.keys(OPTIONAL) as CardName[];
