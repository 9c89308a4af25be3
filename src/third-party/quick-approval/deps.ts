import type { Logger } from 'pino';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Db } from '../../store/db.ts';

/** What takes quick approvals in. */
export interface QuickDeps {
  db: Db;
  clock: Clock;
  log: Logger;
  directory: Pick<DirectoryPort, 'openIdOf'>;
  /** Where the actions of each system go to. */
  webhooks: Record<string, string>;
  newId(): string;
}

/** Jobs whose key is the id of an action. */
export const FORWARD_QUEUE = 'external.forward';
