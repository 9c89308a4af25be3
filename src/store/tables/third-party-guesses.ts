import { one, type Tx } from '../db.ts';

/** How often within a period a system has pushed ids that belong to others, and how long the period still lasts, ms. */
export interface Guesses {
  count: number;
  leftMs: number;
}

type GuessRow = { count: number; left_ms: number };

/** A beginning that lies ahead, because a clock was put right, counts as none. */
const CURRENT = 'since <= now_ms() and since > now_ms() - cast($2 as bigint)';

const guessesOf = (row: GuessRow | undefined): Guesses => ({
  count: Number(row?.count ?? 0),
  leftMs: Number(row?.left_ms ?? 0),
});

/** What counts in the period of `forMs` that is under way. */
export async function guessesNow(db: Pick<Tx, 'all'>, system: string, forMs: number): Promise<Guesses> {
  const row = await one<GuessRow>(
    db,
    `select count, since + cast($2 as bigint) - now_ms() as left_ms from external_guess
     where system = $1 and ${CURRENT}`,
    system,
    forMs,
  );
  return guessesOf(row);
}

/** Counts one more, one after the other; begins a new period where none is under way. */
export async function countGuess(tx: Tx, system: string, forMs: number): Promise<Guesses> {
  const row = await one<GuessRow>(
    tx,
    `insert into external_guess (system, count, since) values ($1, 1, now_ms())
     on conflict (system) do update set
       count = case when external_guess.since <= now_ms() and external_guess.since > now_ms() - cast($2 as bigint)
         then external_guess.count + 1 else 1 end,
       since = case when external_guess.since <= now_ms() and external_guess.since > now_ms() - cast($2 as bigint)
         then external_guess.since else now_ms() end
     returning count, since + cast($2 as bigint) - now_ms() as left_ms`,
    system,
    forMs,
  );
  return guessesOf(row);
}
