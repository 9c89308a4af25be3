import { one, type Tx } from '../db.ts';

/** What a person chose for the digest; undefined stands for the default of this bot. */
export interface DigestChoice {
  openId: string;
  enabled: boolean | undefined;
  /** Of the day. */
  minute: number | undefined;
  /** 1 (Monday) to 7. */
  days: number[] | undefined;
  timezone: string | undefined;
  /** The country by whose holidays it goes, or `none`. */
  calendar: string | undefined;
  /** Only when more than so many wait. */
  moreThan: number;
  /** Only what waits for so many days. */
  olderThan: number;
  /** Codes of definitions. */
  muted: string[];
  /** The local day on which it goes on. */
  pausedUntil: string | undefined;
  /** Why Feishu can't deliver to this person. */
  stopped: string | undefined;
  /** When the next digest is due, Unix ms. */
  nextAt: number | undefined;
}

interface ChoiceRow extends Record<string, string | number | null> {
  open_id: string;
  enabled: number | null;
  minute: number | null;
  days: string | null;
  timezone: string | null;
  calendar: string | null;
  more_than: number;
  older_than: number;
  muted: string;
  paused_until: string | null;
  stopped: string | null;
  next_at: number | null;
}

const choiceOf = (row: ChoiceRow): DigestChoice => ({
  openId: row.open_id,
  enabled: row.enabled === null ? undefined : row.enabled === 1,
  minute: row.minute ?? undefined,
  days: row.days === null ? undefined : JSON.parse(row.days),
  timezone: row.timezone ?? undefined,
  calendar: row.calendar ?? undefined,
  moreThan: row.more_than,
  olderThan: row.older_than,
  muted: JSON.parse(row.muted),
  pausedUntil: row.paused_until ?? undefined,
  stopped: row.stopped ?? undefined,
  nextAt: row.next_at === null ? undefined : Number(row.next_at),
});

const untouched = (openId: string): DigestChoice => ({
  openId,
  enabled: undefined,
  minute: undefined,
  days: undefined,
  timezone: undefined,
  calendar: undefined,
  moreThan: 0,
  olderThan: 0,
  muted: [],
  pausedUntil: undefined,
  stopped: undefined,
  nextAt: undefined,
});

/** A person's choice; nothing chosen for one who is not known yet. */
export async function digestChoice(db: Pick<Tx, 'all'>, openId: string): Promise<DigestChoice> {
  const row = await one<ChoiceRow>(db, 'select * from digest_setting where open_id = $1', openId);
  return row ? choiceOf(row) : untouched(openId);
}

const flag = (value: boolean | undefined) => (value === undefined ? null : Number(value));

export async function saveDigestChoice(tx: Tx, choice: DigestChoice): Promise<void> {
  await tx.run(
    `insert into digest_setting (open_id, enabled, minute, days, timezone, more_than, older_than, muted, paused_until,
       stopped, next_at, calendar, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now_ms())
     on conflict (open_id) do update set enabled = excluded.enabled, minute = excluded.minute, days = excluded.days,
       timezone = excluded.timezone, more_than = excluded.more_than, older_than = excluded.older_than,
       muted = excluded.muted, paused_until = excluded.paused_until, stopped = excluded.stopped,
       next_at = excluded.next_at, calendar = excluded.calendar, updated_at = now_ms()`,
    choice.openId,
    flag(choice.enabled),
    choice.minute ?? null,
    choice.days ? JSON.stringify(choice.days) : null,
    choice.timezone ?? null,
    choice.moreThan,
    choice.olderThan,
    JSON.stringify(choice.muted),
    choice.pausedUntil ?? null,
    choice.stopped ?? null,
    choice.nextAt ?? null,
    choice.calendar ?? null,
  );
}

/** Lets someone take part who has chosen nothing; false when nothing had to be changed for that. */
export async function addDigestPerson(tx: Tx, openId: string, nextAt: number | undefined): Promise<boolean> {
  const added = await tx.run(
    `insert into digest_setting (open_id, more_than, older_than, muted, next_at, updated_at)
     values ($1, 0, 0, '[]', $2, now_ms()) on conflict (open_id) do update set next_at = excluded.next_at
     where digest_setting.next_at is null and digest_setting.enabled is null and digest_setting.stopped is null`,
    openId,
    nextAt ?? null,
  );
  return added > 0;
}

/** Those whose next digest is due, the longest due first. */
export async function duePeople(db: Pick<Tx, 'all'>, limit: number): Promise<DigestChoice[]> {
  const rows = await db.all<ChoiceRow>(
    'select * from digest_setting where next_at <= now_ms() order by next_at, open_id limit $1',
    limit,
  );
  return rows.map(choiceOf);
}

/** Takes a person out of those who are due; false when the next time was changed meanwhile. */
export async function takeDue(tx: Tx, { openId, nextAt }: DigestChoice): Promise<boolean> {
  const changed = await tx.run(
    'update digest_setting set next_at = null where open_id = $1 and next_at = $2',
    openId,
    nextAt ?? null,
  );
  return changed === 1;
}

/** Takes the row of a person: whoever enters a day for them takes it first, so that no two wait for each other. */
export async function holdPerson(tx: Tx, openId: string): Promise<void> {
  await tx.run('update digest_setting set next_at = next_at where open_id = $1', openId);
}

export async function setNext(tx: Tx, openId: string, nextAt: number | undefined): Promise<void> {
  await tx.run('update digest_setting set next_at = $2 where open_id = $1', openId, nextAt ?? null);
}

/** Everyone after `after` in the order of ids, a page at a time. */
export async function digestPeople(
  db: Pick<Tx, 'all'>,
  after: string,
  limit: number,
): Promise<DigestChoice[]> {
  const rows = await db.all<ChoiceRow>(
    'select * from digest_setting where open_id > $1 order by open_id limit $2',
    after,
    limit,
  );
  return rows.map(choiceOf);
}

/** Feishu can't deliver to this person, for good: no more digests until the person asks for them. */
export async function stopDigest(tx: Tx, openId: string, reason: string): Promise<void> {
  await tx.run(
    'update digest_setting set stopped = $2, next_at = null, updated_at = now_ms() where open_id = $1',
    openId,
    reason,
  );
}

/** The countries by whose holidays people have chosen to have the digest. */
export async function calendarsChosen(db: Pick<Tx, 'all'>): Promise<string[]> {
  const rows = await db.all<{ calendar: string }>(
    "select distinct calendar from digest_setting where calendar is not null and calendar <> 'none'",
  );
  return rows.map((row) => row.calendar);
}
