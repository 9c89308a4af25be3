import type { Language } from '../../lib/language.ts';
import type { AppState, AppVersion } from './answers.ts';

/** What is changed of an app; it takes a published version to be in force. */
export interface AppChange {
  scopes?: string[];
  events?: string[];
  callbacks?: string[];
  /** How events and callbacks come; to be said with either of them. `url` for webhooks. */
  channel?: { mode: 'websocket' | 'webhook'; url?: string };
  /** The directory is shown to the app as far as the app is shown to people. */
  contactsAsAvailability?: boolean;
  removedScopes?: string[];
  /** Of webhooks. */
  keys?: { encryptKey: string; verificationToken: string };
  /** Who may use the app: open_ids and departments, or everybody. */
  availability?: Whom;
  /** Whom the directory shows to the app. */
  contacts?: Whom;
}

/** People (`ou_…`) and departments (`od-…`), or everybody. */
export type Whom = 'everyone' | readonly string[];

/** An entry of the bot's menu: it sends an event, or opens to the entries that are `of` it. */
export interface MenuEntry {
  event_key: string;
  name: Record<Language, string>;
  opens?: true;
  of?: string;
}

export interface ApplicationPort {
  app(): Promise<AppState>;
  version(versionId: string): Promise<AppVersion>;
  /** Names of the scopes that act, for the app's own token. */
  grantedScopes(): Promise<string[]>;
  /** Who of these people may not use the app, by open_id. */
  outside(openIds: string[]): Promise<string[]>;
  /** The number of the newest version, whatever became of it; undefined where there is none. */
  lastVersion(): Promise<string | undefined>;
  change(change: AppChange): Promise<void>;
  /** Without `menu` that stays as it is. */
  switchBotOn(menu?: readonly MenuEntry[]): Promise<void>;
  /** Asks the administrators of the organisation for the scopes that wait for them. */
  applyForScopes(): Promise<void>;
  /** Submits a version; returns its number, which Feishu finds itself unless it insists on one. */
  publish(changelog: string, version?: string): Promise<string>;
}

export type Reading = Omit<ApplicationPort, 'change' | 'switchBotOn' | 'applyForScopes' | 'publish'>;
export type Changing = Omit<ApplicationPort, keyof Reading>;
