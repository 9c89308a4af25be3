import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { InstanceStatus } from '../keys.ts';

/** What was copied to whom, by whom. People are open_ids, times are Unix ms. */
export interface CcReceiptView {
  /** What it is about, where the reader is told. */
  about: Words | null;
  approvalName: Words;
  startedAt: number | null;
  serialNumber: string | null;
  status: InstanceStatus | null;
  initiator: string | null;
  sender: string;
  recipients: readonly string[];
  comment: string | null;
  /** The sender was among the named and was left out. */
  leftOutSelf: boolean;
  /** Those among the named who had a copy before. */
  hadIt: readonly string[] | null;
  links: InstanceLinks | null;
  /** Who has read, where the bot learns it. */
  reading: {
    read: readonly string[];
    total: number;
    requestId: string;
    /** Under which this card was sent. */
    cardKey: string;
  } | null;
  /** Whether the sender can let the group read what it is about. */
  show: { requestId: string; cardKey: string } | null;
}

/** Who has read an instance and who has not. People are open_ids. */
export interface CcStatusView {
  about: Words | null;
  approvalName: Words;
  serialNumber: string | null;
  status: InstanceStatus | null;
  read: readonly string[];
  unread: readonly string[];
  links: InstanceLinks | null;
  /** The reader's own copy, whose unread recipients can be reminded. */
  remind: { requestId: string; cardKey: string } | null;
}

export interface PickerRow {
  instanceCode: string;
  about: Words | null;
  approvalName: Words;
  /** open_id */
  initiator: string | null;
  serialNumber: string | null;
  status: InstanceStatus | null;
  /** Milliseconds since 1970; not every list of Feishu tells it. */
  startedAt: number | null;
}

/** Those among the named who can't get a copy. Names stand one after the other; `gone` are open_ids. */
export interface LeftOutView {
  /** Of whom the app sees nothing. */
  unseen: Words | null;
  /** Of other organisations. */
  outsiders: Words | null;
  /** Who have left, or whom the app may not see. */
  gone: readonly string[] | null;
  /** How many Feishu does not know, so that no card can name them. */
  unknown: number | null;
}

/** Whether the others are to get a copy. People are open_ids. */
export interface CcRestView {
  requestId: string;
  instanceCode: string;
  recipients: readonly string[];
  leftOut: LeftOutView;
}

/** The sender's recent instances, to choose one of them; at most 10. */
export interface CcPickerView {
  requestId: string;
  recipients: readonly string[];
  comment: string | null;
  rows: readonly PickerRow[];
  /** Those among the named who are not among the recipients. */
  leftOut: LeftOutView | null;
}

/** Between the click and its result. */
export interface CcProgressView {
  recipients: readonly string[];
}

/** Choosing colleagues to copy an instance to. */
export interface CcFormView {
  about: Words | null;
  approvalName: Words;
  instanceCode: string;
  /** What was typed already. */
  comment: string;
  /** open_ids of those who can be picked. */
  candidates: readonly string[];
}
