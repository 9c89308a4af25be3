import type { Logger } from 'pino';
import { z } from 'zod';
import type { CardBook } from '../../cards/book.ts';
import type { ApprovalPort } from '../../feishu/approvals.ts';
import type { CopyPort } from '../../feishu/copies.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { InvolvementPort } from '../../feishu/involvements.ts';
import type { MessagePort } from '../../feishu/messages.ts';
import type { PlatformTime } from '../../feishu/platform-time.ts';
import { defineQueue } from '../../jobs/define-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import { sendOutcome } from '../../outbound/outbox.ts';
import type { Db } from '../../store/db.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import type { Summaries } from '../../summary/summaries.ts';
import type { Translations } from '../../wording/translations.ts';

/** What the CC feature is built from. */
export interface CcDeps {
  db: Db;
  cards: CardBook;
  approvals: ApprovalPort;
  /** What definitions are called in other languages than their own. */
  translations: Pick<Translations, 'learnNames'>;
  lists: InvolvementPort;
  copies: CopyPort;
  directory: DirectoryPort;
  messages: MessagePort;
  links(instanceCode: string): InstanceLinks;
  summaries: Summaries;
  /** open_ids of those who may copy any instance. */
  admins: string[];
  /** Definitions whose events come in. */
  approvalCodes: string[];
  clock: Clock;
  time: Pick<PlatformTime, 'estimate'>;
  log: Logger;
  newId(): string;
}

export const copyQueue = defineQueue('cc.copy', z.object({}));

/**
 * The key of the job that carries a request out. One that comes once more, with fewer people, is another job: the earlier one
 * is done.
 */
export const copyKey = ({
  id,
  recipients,
  knownCcs,
}: Pick<CcRequest, 'id' | 'recipients' | 'knownCcs'>): string =>
  knownCcs === null ? id : `${id}/${recipients.length}`;

/** The request of such a job. */
export const requestOfCopy = (key: string): string => key.split('/')[0] ?? key;

/** Jobs of this queue say: what a receipt shows may have changed, or what became of the receipt itself. */
export const liveQueue = defineQueue(
  'cc.live',
  z.object({ cardKey: z.string(), outcome: sendOutcome.optional() }),
);
