import type { InstanceLinks } from '../lib/instance-links.ts';
import type { CommandText } from './keys/help.ts';
import type { NoticeKey, NoticeSentence } from './keys.ts';
import type { Params } from './texts.ts';
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
import type { ThirdPartyNoticeView } from './views/third-party.ts';
import type { SettingTroubleView } from './views/trouble.ts';
import type { DigestSettingsView, SnoozeView, UnreadView } from './views/unread.ts';

export type * from './views/cc.ts';
export type * from './views/create.ts';
export type * from './views/third-party.ts';
export type * from './views/trouble.ts';
export type * from './views/unread.ts';

/** One sentence: what happened and what to do; more of them where a message asked for several things. */
export type Notice = NoticeSentence & {
  also?: readonly NoticeSentence[];
  level: 'info' | 'warning' | 'error';
  /** Opens the very instance, where a sentence sends people to Feishu. */
  open?: InstanceLinks | undefined;
};

interface NoticeView {
  level: Notice['level'];
  sentences: readonly { key: NoticeKey; params: Params | null }[];
  /** What a button opens: the instance, or the approval app. */
  open: InstanceLinks | null;
}

interface HelpView {
  admin: boolean;
  commands: readonly { name: string; about: CommandText }[];
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
  'no-command': Record<string, never>;
  'cc-form': CcFormView;
  'create-picker': CreatePickerView;
  'create-form': CreateFormView;
  'create-progress': CreateProgressView;
  'create-elsewhere': CreateElsewhereView;
  'approval-status': ApprovalStatusView;
  'external-notice': ThirdPartyNoticeView;
  'setting-trouble': SettingTroubleView;
}

export const CARD_NAMES = [
  'notice',
  'cc-receipt',
  'cc-reminder',
  'cc-status',
  'cc-picker',
  'cc-progress',
  'cc-rest',
  'unread',
  'snooze',
  'digest-settings',
  'help',
  'welcome',
  'no-command',
  'cc-form',
  'create-picker',
  'create-form',
  'create-progress',
  'create-elsewhere',
  'approval-status',
  'external-notice',
  'setting-trouble',
] as const satisfies (keyof CardViews)[];

export type CardName = (typeof CARD_NAMES)[number];
