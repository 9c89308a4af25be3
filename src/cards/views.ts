import type { InstanceLinks } from '../feishu/applink.ts';
import type { InstanceStatus, NoticeKey } from './keys.ts';

/** One sentence: what happened and what to do. */
export interface NoticeView {
  key: NoticeKey;
  params?: Record<string, string | number>;
  level: 'info' | 'warning' | 'error';
}

/** What was copied to whom, by whom. People are open_ids. */
export interface CcReceiptView {
  approvalName: string;
  serialNumber?: string;
  status?: InstanceStatus;
  initiator?: string;
  sender: string;
  recipients: readonly string[];
  comment?: string;
  /** The sender was among the named and was left out. */
  leftOutSelf: boolean;
  links: InstanceLinks;
  /** Who has read, where the bot learns it. */
  reading?: {
    read: readonly string[];
    total: number;
    requestId: string;
    /** Under which this card was sent. */
    cardKey: string;
  };
}

/** Who has read an instance and who has not. People are open_ids. */
export interface CcStatusView {
  approvalName: string;
  serialNumber?: string;
  status: InstanceStatus;
  read: readonly string[];
  unread: readonly string[];
  links: InstanceLinks;
  /** The reader's own copy, whose unread recipients can be reminded. */
  remind?: { requestId: string; cardKey: string };
}

/** An unread copy in a list. The initiator is an open_id, times are Unix ms. */
export interface UnreadRow {
  instanceCode: string;
  name: string;
  status: InstanceStatus;
  serialNumber?: string;
  initiator?: string;
  age: { key: 'unread.age' | 'unread.age_today'; params: { count?: number } };
  links?: InstanceLinks;
  snoozedUntil?: number;
}

export interface UnreadSection {
  key: 'unread.group' | 'digest.fresh' | 'digest.earlier';
  params: Record<string, string | number>;
  rows: UnreadRow[];
}

/** What waits unread for a person: a page of all of it, or the digest of a day. */
export interface UnreadView {
  /** open_id */
  owner: string;
  total: number;
  /** How many were not in the digest before; in digests only. */
  fresh?: number;
  sections: UnreadSection[];
  /** Which card this is, for the buttons that lead back to it: `p2` a page, `d2026-05-20` a digest. */
  place: string;
  page: number;
  pages: number;
}

/** How a person has set up the digest. Times are Unix ms, days of the week 1 (Monday) to 7. */
export interface DigestSettingsView {
  /** open_id */
  owner: string;
  on: boolean;
  /** `08:30` */
  time: string;
  days: readonly string[];
  timezone: string;
  zones: readonly string[];
  /** One of the zones, or `auto` for that of the device. */
  chosenZone: string;
  moreThan: string;
  olderThan: string;
  definitions: readonly { code: string; name: string }[];
  muted: readonly string[];
  nextAt?: number;
  pausedUntil?: number;
  /** The same, written `2026-06-01`. */
  pausedDate?: string;
}

/** Until when an instance is put off. Days are written `2026-05-20`. */
export interface SnoozeView {
  owner: string;
  instanceCode: string;
  place: string;
  tomorrow: string;
}

export interface PickerRow {
  instanceCode: string;
  approvalName: string;
  serialNumber?: string;
  status: InstanceStatus;
  /** Milliseconds since 1970; not every list of Feishu tells it. */
  startedAt?: number;
}

/** The sender's recent instances, to choose one of them; at most 10. */
export interface CcPickerView {
  requestId: string;
  recipients: readonly string[];
  comment?: string;
  rows: readonly PickerRow[];
}

/** Between the click and its result. */
export interface CcProgressView {
  recipients: readonly string[];
}

export interface CreatePickerView {
  draftId: string;
  revision: number;
  words: string;
  /** Nothing matched the words: the rows are all there is. */
  noneFound: boolean;
  searchable: boolean;
  rows: readonly { approvalCode: string; name: string }[];
  /** How many more are not listed. */
  more: number;
}

/** A field of a form; what its kind (`as`) does not have is empty. */
export interface FormFieldView {
  as: string;
  name: string;
  value: string;
  values: readonly string[];
  /** Options with a text of their own or one of ours by `key`; open_ids for people. */
  options: readonly (string | { value: string; text?: string; key?: string })[];
  rows: number;
  max: number;
  text: string;
  key: string | null;
  params: object | null;
  hint: string | null;
  does: string;
  of: string;
}

export interface FormUnitView {
  label: string;
  labelKey: string | null;
  labelParams: object | null;
  required: boolean;
  fields: readonly FormFieldView[];
  errors: readonly { key: string; params: object | null }[];
}

export interface CreateFormView {
  draftId: string;
  revision: number;
  approvalName: string;
  /** Null when the form has one page. */
  step: number | null;
  units: readonly FormUnitView[];
  /** How many fields of the whole form need attention. */
  problems: number;
  notice: string | null;
  waitsFor: 'file' | 'people' | null;
  flow: readonly { name: string; people: readonly string[] }[] | null;
  isFirst: boolean;
  isLast: boolean;
}

export interface CreateProgressView {
  key: 'form.preparing' | 'form.submitting';
  params: object | null;
}

export interface CreateElsewhereView {
  approvalName: string;
  /** The names of the controls that only Feishu's own form can fill. */
  controls: string;
  links: InstanceLinks;
}

export interface ApprovalStatusView {
  approvalCode: string;
  instanceCode: string;
  approvalName: string;
  serialNumber: string | null;
  status: InstanceStatus;
  initiator: string;
  /** Whose decision it waits for: open_ids. */
  waiting: readonly string[];
  rejection: { by: string; comment: string } | null;
  lines: readonly { label: string; text: string | null; people: readonly string[] | null }[];
  links: InstanceLinks;
}

/** Choosing colleagues to copy an instance to. */
export interface CcFormView {
  approvalName: string;
  instanceCode: string;
  /** open_ids of those who can be picked. */
  candidates: readonly string[];
}

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
}

export type CardName = keyof CardViews;

/** What a view may leave out: the template sees null, because an unknown name is an error in an expression. */
export const OPTIONAL: Record<CardName, readonly string[]> = {
  notice: ['params'],
  'cc-receipt': ['serialNumber', 'status', 'initiator', 'comment', 'reading'],
  'cc-reminder': ['serialNumber', 'status', 'initiator', 'comment', 'reading'],
  'cc-status': ['serialNumber', 'remind'],
  'cc-picker': ['comment'],
  'cc-progress': [],
  unread: ['fresh'],
  snooze: [],
  'digest-settings': ['nextAt', 'pausedUntil', 'pausedDate'],
  help: ['admin'],
  welcome: [],
  'cc-form': [],
  'create-picker': [],
  'create-form': [],
  'create-progress': [],
  'create-elsewhere': [],
  'approval-status': [],
};

export const CARD_NAMES = Object.keys(OPTIONAL) as CardName[];
