import type { Logger } from 'pino';
import type { CardBook } from '../../cards/book.ts';
import type { Clock } from '../../clock.ts';
import type { InstanceLinks } from '../../feishu/applink.ts';
import type { ApprovalPort } from '../../feishu/approvals.ts';
import type { CopyPort } from '../../feishu/copies.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { InvolvementPort } from '../../feishu/involvements.ts';
import type { MessagePort } from '../../feishu/messages.ts';
import type { Db } from '../../store/db.ts';

/** What the CC feature is built from. */
export interface CcParts {
  db: Db;
  cards: CardBook;
  approvals: ApprovalPort;
  lists: InvolvementPort;
  copies: CopyPort;
  directory: DirectoryPort;
  messages: MessagePort;
  links(instanceCode: string): InstanceLinks;
  /** open_ids of those who may copy any instance. */
  admins: string[];
  /** Definitions whose events come in. */
  approvalCodes: string[];
  clock: Clock;
  log: Logger;
  newId(): string;
}

export const COPY_QUEUE = 'cc.copy';
export const LIVE_QUEUE = 'cc.live';
