import type { Logger } from 'pino';
import { z } from 'zod';
import type { CardBook } from '../../cards/book.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { PlatformTime } from '../../feishu/platform-time.ts';
import { defineQueue } from '../../jobs/define-queue.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import { sendOutcome } from '../../outbound/outbox.ts';
import type { Reconcile } from '../../read-state/reconcile.ts';
import type { Db } from '../../store/db.ts';
import type { KeptClock } from '../../store/time/kept-clock.ts';
import type { Summaries } from '../../summary/summaries.ts';

/** What holds for whoever has chosen nothing. */
export interface DigestDefaults {
  enabled: boolean;
  /** Of the day. */
  minute: number;
  /** 1 (Monday) to 7. */
  days: number[];
  timezone: string;
  /** The country by whose holidays it goes, if any. */
  calendar?: string | undefined;
}

/** What the list of unread copies and the digest of it are built from. */
export interface DigestDeps {
  db: Db;
  cards: CardBook;
  /** For a person who waits, and for the many digests of a morning. */
  reconcile: Reconcile;
  reconcileInBulk: Reconcile;
  directory: DirectoryPort;
  links(instanceCode: string): InstanceLinks;
  summaries: Pick<Summaries, 'toldOf' | 'tellsThirdParty'>;
  defaults: DigestDefaults;
  clock: KeptClock;
  /** How old copies are is by Feishu's clock, which dates them. */
  time: Pick<PlatformTime, 'estimate'>;
  log: Logger;
}

/** What a list of unread copies is drawn of. */
export type ListDeps = Pick<DigestDeps, 'cards' | 'clock' | 'defaults' | 'links' | 'summaries' | 'time'>;

/** What the settings card is drawn of. */
export type SettingsDeps = Pick<DigestDeps, 'cards' | 'clock' | 'defaults'>;

/** What says when a person's next digest is due. */
export type ScheduleDeps = Pick<DigestDeps, 'clock' | 'defaults'>;

/** One person's digest of one day, as its jobs carry it. */
const owed = z.object({
  openId: z.string(),
  date: z.string(),
  /** How often it was tried before. */
  tries: z.number(),
});
export type Owed = z.infer<typeof owed>;

/** The list of unread copies, for somebody who asked without a message. */
export const showQueue = defineQueue('unread.show', z.object({ openId: z.string() }));
export const prepareQueue = defineQueue('digest.prepare', owed);

/** What a person put off to a day, by the clock of where that was. */
const putOff = z.object({ openId: z.string(), date: z.string(), minute: z.number(), timezone: z.string() });
export type PutOff = z.infer<typeof putOff>;

export const remindQueue = defineQueue('digest.remind', putOff);
export const reportQueue = defineQueue('digest.report', owed.extend({ outcome: sendOutcome }));
