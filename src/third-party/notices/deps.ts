import type { Logger } from 'pino';
import { z } from 'zod';
import type { CardBook } from '../../cards/book.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { MessagePort } from '../../feishu/messages.ts';
import { defineQueue } from '../../jobs/define-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Audience } from '../../lib/third-party-systems.ts';
import { sendOutcome } from '../../outbound/outbox.ts';
import type { Db } from '../../store/db.ts';
import type { Summaries } from '../../summary/summaries.ts';

/** What people are told of third-party approvals with. */
export interface AnnounceDeps {
  db: Db;
  cards: CardBook;
  clock: Clock;
  log: Logger;
  summaries: Pick<Summaries, 'tellsThirdParty'>;
  /** Gives way to people: systems push in thousands. */
  directory: DirectoryPort;
  /** Gives way to people, too. */
  messages: MessagePort;
  /** Who is told of what this system pushes. */
  audience(system: string): Audience[];
}

const card = z.object({ cardKey: z.string() });
export const toldQueue = defineQueue('announce.told', card.extend({ outcome: sendOutcome }));
export const patchQueue = defineQueue('announce.patch', card);
