import type { Logger } from 'pino';
import { z } from 'zod';
import type { DirectoryPort } from '../../feishu/directory.ts';
import { defineQueue } from '../../jobs/define-queue.ts';
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
export const forwardQueue = defineQueue('external.forward', z.object({}));
