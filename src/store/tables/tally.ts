import type { Db, Tx } from '../db.ts';

/**
 * `call`: a call of the API, by endpoint and month. By day: `event` taken in, by type; `rejected` request, by reason;
 * `refused` call for which somebody has to mend something, by cause; `click` on a card that this database does not know.
 */
export type TallyKind = 'call' | 'event' | 'rejected' | 'refused' | 'click';

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
