import type { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
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
}

export interface ApplicationPort {
  app(): Promise<AppState>;
  version(versionId: string): Promise<AppVersion>;
  /** Names of the scopes that act, for the app's own token. */
  grantedScopes(): Promise<string[]>;
  /** Who of these people may not use the app, by open_id. */
  outside(openIds: string[]): Promise<string[]>;
  change(change: AppChange): Promise<void>;
  switchBotOn(
    menu: { event_key: string; name: { zh_cn: string; en_us: string; ja_jp: string } }[],
  ): Promise<void>;
  /** Asks the administrators of the organisation for the scopes that wait for them. */
  applyForScopes(): Promise<void>;
  /** Submits a version; returns its number, which Feishu finds itself unless it insists on one. */
  publish(changelog: string, version?: string): Promise<string>;
}

export type Reading = Pick<ApplicationPort, 'app' | 'version' | 'grantedScopes' | 'outside'>;
export type Changing = Omit<ApplicationPort, keyof Reading>;

/** Asks an endpoint; throws as the gateway does. */
export type Asker = <T>(
  endpoint: string,
  answer: z.ZodType<T>,
  send: Parameters<Gateway['call']>[0]['send'],
) => Promise<T>;
