import type { Db, Tx } from '../db.ts';

/**
 * `call`: a call of the API, by endpoint and month. By day: `event` taken in, by type; `rejected` request, by reason;
 * `refused` call for which somebody has to mend something, by cause; `click` on a card that this database does not know;
 * `budget`: what is done so many times a day at most.
 */
export type TallyKind = 'call' | 'event' | 'rejected' | 'refused' | 'click' | 'budget';

export interface Counted {
  kind: TallyKind;
  about: string;
  /** `2026-05` or `2026-05-20`. */
  period: string;
  times: number;
}

export interface Tallied extends Counted {
  /** Unix ms. */
  lastAt: number;
}

/** Adds to what is counted already. */
export async function addToTally(tx: Tx, counted: Counted[]): Promise<void> {
  for (const { kind, about, period, times } of counted)
    await tx.run(
      `insert into tally (kind, about, period, times, last_at) values ($1, $2, $3, $4, now_ms())
       on conflict (kind, about, period) do update set times = tally.times + excluded.times, last_at = now_ms()`,
      kind,
      about,
      period,
      times,
    );
}

/** Counts one more of what is done so many times in a period at most; false when that many were. */
export async function takeFromBudget(
  db: Pick<Db, 'run'>,
  about: string,
  period: string,
  most: number,
): Promise<boolean> {
  if (most < 1) return false;
  const taken = await db.run(
    `insert into tally (kind, about, period, times, last_at) values ('budget', $1, $2, 1, now_ms())
     on conflict (kind, about, period) do update set times = tally.times + 1, last_at = now_ms()
     where tally.times < $3`,
    about,
    period,
    most,
  );
  return taken > 0;
}

/** What was counted in these periods. */
export async function talliedIn(db: Pick<Db, 'all'>, periods: string[]): Promise<Tallied[]> {
  const rows = await db.all(
    `select kind, about, period, times, last_at from tally
     where period in (${periods.map((_, index) => `$${index + 1}`).join(', ')}) order by kind, about, period`,
    ...periods,
  );
  return rows.map((row) => ({
    kind: row.kind as TallyKind,
    about: String(row.about),
    period: String(row.period),
    times: Number(row.times),
    lastAt: Number(row.last_at),
  }));
}
