import type { AppState, AppVersion } from '../../feishu/application/answers.ts';
import type { CheckupPlatform } from '../../feishu/checkup.ts';
import type { Definition } from '../../feishu/definitions.ts';
import type { Manifest } from '../../feishu/manifest.ts';
import type { Facts } from './facts.ts';
import type { Links } from './links.ts';

/** The settings that checks are about. */
export interface Settings {
  FEISHU_APP_ID: string;
  FEISHU_APP_SECRET: string;
  FEISHU_EVENT_MODE: 'websocket' | 'webhook';
  FEISHU_ENCRYPT_KEY?: string[];
  FEISHU_VERIFICATION_TOKEN?: string[];
  FEISHU_BASE_URL: string;
  FEISHU_APPROVAL_API: 'v4' | 'v2';
  DATA_DIR: string;
  DATABASE_URL?: string | undefined;
  APPROVAL_CODES: string[];
  DIGEST_TIMEZONE: string;
  ADMIN_OPEN_IDS: string[];
  EXTERNAL_API_TOKENS: { system: string }[];
  EXTERNAL_WEBHOOKS: Record<string, string>;
}

/** The machine on which the bot is to run. */
export interface Machine {
  nodeVersion: string;
  env: Record<string, string | undefined>;
  /** Whether the time zone has its offset, in minutes, in January and July of 2026. */
  offsets(timezone: string): [january: number, july: number];
  /** Of the file system under a folder, or under what there is above it. */
  disk(folder: string): { freeBytes: number; type: number };
  /** Permission bits of a file or folder; undefined where there is none, or the system has none. */
  mode(path: string): number | undefined;
  /** Lets nobody but its owner read it. */
  tighten(path: string): void;
  /** Posts to an address outside of Feishu; the status of the answer, and its first 16 KB. Throws the network's error. */
  post(url: string, body: string, headers: Record<string, string>): Promise<{ status: number; text: string }>;
}

/** A definition by what the bot can do with it. */
export interface Served {
  /** Names of the required controls that only Feishu's own form can fill. */
  beyond: string[];
  /** Names of the required ones that the v2 endpoints do not take besides. */
  refused: string[];
}

/** What there is without settings that can be used. */
export interface Bare {
  machine: Machine;
  /** Names in the environment that no setting has, with the one that is perhaps meant. */
  misspelt: { name: string; meant: string | undefined }[];
}

/** What the checks look at. */
export interface Patient extends Bare {
  settings: Settings;
  /** Where they stand. */
  settingsFile: string;
  links: Links;
  feishu: CheckupPlatform;
  manifest: Manifest;
  /** What the database and a running bot know. Rejects when the database can't be used. */
  facts(): Promise<Facts>;
  /** The app, its version in force (undefined where it has none) and its definitions: each asked for once, unless wanted `anew`. */
  app(anew?: boolean): Promise<AppState>;
  version(): Promise<AppVersion | undefined>;
  definition(approvalCode: string): Promise<Definition>;
  served(definition: Definition): Served;
  /** Subscribes the events of a definition, and notes it. */
  subscribe(approvalCode: string): Promise<void>;
  /** A hash of each setting, as `fingerprints` makes them. */
  fingerprints: Record<string, string>;
  newId(): string;
  now(): number;
}
