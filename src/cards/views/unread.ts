import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { DIGEST_IN_CARDS } from '../keys/digest.ts';
import type { Sentence } from '../keys/text-keys.ts';
import type { InstanceStatus } from '../keys.ts';

type Age = Sentence<Pick<typeof DIGEST_IN_CARDS, 'unread.age' | 'unread.age_today'>>;

/** An unread copy in a list. People are open_ids, times are Unix ms. */
export interface UnreadRow {
  instanceCode: string;
  /** What it is about, as far as its reader is told; else its definition; null where the heading says that. */
  title: Words | null;
  /** Its definition, where nothing else says it. */
  definition: Words | null;
  status: InstanceStatus | null;
  /** Where nothing else tells it from the other rows; where there is no number, since when it waits. */
  serialNumber: string | null;
  since: number | null;
  /** Null where it is who has copied it. */
  initiator: string | null;
  /** Who has copied it, and what that person wrote. */
  by: { key: 'unread.copied_by' | 'unread.started_and_copied'; person: string } | null;
  comment: string | null;
  age: Age;
  links: InstanceLinks | null;
  snoozedUntil: number | null;
  /** Whether the reader can mark it as read. */
  canMark: boolean;
}

export type UnreadSection = Sentence<
  Pick<typeof DIGEST_IN_CARDS, 'unread.group' | 'unread.reminder' | 'digest.fresh' | 'digest.earlier'>
> & {
  rows: UnreadRow[];
};

/** What waits unread for a person: a page of all of it, or the digest of a day. */
export interface UnreadView {
  /** open_id */
  owner: string;
  total: number;
  /** How many were not in the digest before; in digests only. */
  fresh: number | null;
  /** Whether some rows can be marked as read. */
  canMark: boolean;
  sections: UnreadSection[];
  /** Which card this is, for the buttons that lead back to it: `p2` a page, `p2.5` its rest, `d2026-05-20` a digest. */
  position: string;
  page: number;
  pages: number;
  /** The positions before and after it; null where there is none. */
  previous: string | null;
  next: string | null;
}

/** How a person has set up the digest. Times are Unix ms, days of the week 1 (Monday) to 7. */
export interface DigestSettingsView {
  /** open_id */
  owner: string;
  on: boolean;
  /** `08:30` */
  time: string;
  days: readonly string[];
  timezone: string;
  zones: readonly string[];
  /** One of the zones, or `auto` for that of the device. */
  chosenZone: string;
  /** By whose holidays it goes, `none` for nobody's, out of those offered: codes of countries. */
  calendar: string;
  calendars: readonly string[];
  moreThan: string;
  olderThan: string;
  definitions: readonly { code: string; name: Words }[];
  muted: readonly string[];
  nextAt: number | null;
  pausedUntil: number | null;
  /** The same, written `2026-06-01`. */
  pausedDate: string | null;
}

/** Until when an instance is put off. Days are written `2026-05-20`. */
export interface SnoozeView {
  owner: string;
  instanceCode: string;
  name: Words;
  serialNumber: string | null;
  position: string;
  tomorrow: string;
}
