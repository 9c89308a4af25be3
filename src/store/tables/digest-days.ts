import { one, type Tx } from '../db.ts';

/** owed: to be prepared · sending: the card is on its way · then one of the ends. */
export type DayState = 'owed' | 'sending' | 'sent' | 'skipped' | 'failed';

export interface DigestDay {
  state: DayState;
  reason: string;
  /** Platform calls made for it. */
  calls: number;
  /** What it showed. */
  contents: DigestContents | undefined;
}

/** Instance codes, each list oldest first. */
export interface DigestContents {
  fresh: string[];
  earlier: string[];
}

/** Enters that a person is owed the digest of a day; false when that is in the ledger already. */
export async function oweDigest(tx: Tx, openId: string, date: string): Promise<boolean> {
  const added = await tx.run(
    `insert into digest_day (open_id, local_date, state, reason, calls, changed_at) values ($1, $2, 'owed', '', 0, now_ms())
     on conflict (open_id, local_date) do nothing`,
    openId,
    date,
  );
  return added > 0;
}

export async function digestDay(
  db: Pick<Tx, 'all'>,
  openId: string,
  date: string,
): Promise<DigestDay | undefined> {
  const row = await one<{ state: DayState; reason: string; calls: number; contents: string | null }>(
    db,
    'select state, reason, calls, contents from digest_day where open_id = $1 and local_date = $2',
    openId,
    date,
  );
  return row && { ...row, contents: row.contents === null ? undefined : JSON.parse(row.contents) };
}

/** What the last digest before a day showed. */
export async function contentsBefore(
  db: Pick<Tx, 'all'>,
  openId: string,
  date: string,
): Promise<DigestContents | undefined> {
  const row = await one<{ contents: string }>(
    db,
    `select contents from digest_day where open_id = $1 and local_date < $2 and state = 'sent' and contents is not null
     order by local_date desc limit 1`,
    openId,
    date,
  );
  return row && JSON.parse(row.contents);
}

interface DayChange {
  from: DayState;
  to: DayState;
  reason?: string;
  /** Further calls. */
  calls?: number;
  contents?: DigestContents;
}

/** Takes a day from one state to another; false when it is not in the first any more. */
export async function changeDay(tx: Tx, openId: string, date: string, change: DayChange): Promise<boolean> {
  const { from, to, reason = '', calls = 0, contents } = change;
  const changed = await tx.run(
    `update digest_day set state = $4, reason = $5, calls = calls + cast($6 as integer),
     contents = coalesce($7, contents), changed_at = now_ms()
     where open_id = $1 and local_date = $2 and state = $3`,
    openId,
    date,
    from,
    to,
    reason,
    calls,
    contents ? JSON.stringify(contents) : null,
  );
  return changed === 1;
}

export interface DayCount {
  state: DayState;
  reason: string;
  people: number;
  calls: number;
}

/** How a day went, by state and reason. */
export async function countDays(db: Pick<Tx, 'all'>, date: string): Promise<DayCount[]> {
  const rows = await db.all<{ state: DayState; reason: string; people: number; calls: number }>(
    `select state, reason, count(*) as people, sum(calls) as calls from digest_day where local_date = $1
     group by state, reason order by state, reason`,
    date,
  );
  return rows.map((row) => ({ ...row, people: Number(row.people), calls: Number(row.calls) }));
}

/** The earliest day before `date` that is in the ledger and was not summed up, which it then is. */
export async function claimSummary(tx: Tx, date: string): Promise<string | undefined> {
  const row = await one<{ local_date: string }>(
    tx,
    `insert into digest_summary (local_date, logged_at)
     select local_date, now_ms() from digest_day where local_date < $1
     and local_date not in (select local_date from digest_summary) group by local_date order by local_date limit 1
     on conflict (local_date) do nothing returning local_date`,
    date,
  );
  return row?.local_date;
}
