import type { Logger } from 'pino';
import { z } from 'zod';
import type { DefinitionPort } from '../feishu/definitions.ts';
import type { DirectoryPort } from '../feishu/directory.ts';
import { defineQueue } from '../jobs/define-queue.ts';
import type { Clock } from '../lib/clock.ts';
import type { Db } from '../store/db.ts';

/** What the read model is kept from. */
export interface ReadingDeps {
  db: Db;
  definitions: DefinitionPort;
  directory: DirectoryPort;
  clock: Clock;
  log: Logger;
  /** Whose events they are. */
  appId: string;
  /** Definitions whose events are subscribed. */
  approvalCodes: string[];
}

export const personQueue = defineQueue('reading.person', z.object({ userId: z.string() }));
