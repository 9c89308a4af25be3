import type { Logger } from 'pino';
import type { EnvFile } from '../../config/env-file.ts';
import type { Whom } from '../../feishu/application/port.ts';
import type { Clock } from '../../lib/clock.ts';

/** What the operator asks `init` for. */
export interface InitWish {
  /** The app that is to be set up; by default the one in the settings, or else a new one. */
  appId?: string | undefined;
  /** A new app in any case. */
  fresh: boolean;
  lark: boolean;
  mode?: 'websocket' | 'webhook' | undefined;
  /** The request address, for webhooks. */
  url?: string | undefined;
  availability?: Whom | undefined;
  contacts?: Whom | 'as availability' | undefined;
  /** Whether settings that are there may be replaced. */
  overwrite: boolean;
}

export interface InitSurroundings {
  /** The environment of the process, which goes before the file. */
  env: Record<string, string | undefined>;
  file: EnvFile;
  clock: Clock;
  log: Logger;
  /** Told to stop. */
  signal: AbortSignal;
  say(line: string): void;
  /** Asks a person yes or no; absent where nobody is there to answer. */
  ask?: ((question: string) => Promise<boolean>) | undefined;
  /** Shows the code that is to be scanned. */
  showCode(url: string, expiresInS: number): void;
  /** Where Lark is. */
  larkUrl?: string | undefined;
}

export interface Credentials {
  appId: string;
  appSecret: string;
  baseUrl: string;
}

/** `init` can't go on; the message says what to do, in the words of the operator. */
export class CannotGoOn extends Error {}
