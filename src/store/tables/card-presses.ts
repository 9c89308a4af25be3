import { one, type Tx } from '../db.ts';

/** What tells one press from a repetition of it. */
export interface Press {
  cardKey: string;
  action: string;
  version: string;
}

export interface EarlierPress {
  /** How long ago, ms. */
  msAgo: number;
  /** What it has made. */
  made: string | null;
}

/** Enters a press; the one before if there was one. While another replica decides on the same one, this waits for its end. */
export async function enterPress(
  tx: Tx,
  { cardKey, action, version }: Press,
): Promise<EarlierPress | undefined> {
  const added = await tx.run(
    `insert into card_press (card_key, action, version, pressed_at) values ($1, $2, $3, now_ms())
     on conflict (card_key, action, version) do nothing`,
    cardKey,
    action,
    version,
  );
  if (added === 1) return undefined;
  const row = await one<{ ms_ago: number; made: string | null }>(
    tx,
    `update card_press set pressed_at = pressed_at where card_key = $1 and action = $2 and version = $3
     returning now_ms() - pressed_at as ms_ago, made`,
    cardKey,
    action,
    version,
  );
  return { msAgo: Number(row?.ms_ago), made: row?.made ?? null };
}

/** Notes that the press counts, and what it has made. */
export async function keepPress(
  tx: Tx,
  { cardKey, action, version }: Press,
  made: string | undefined,
): Promise<void> {
  await tx.run(
    `update card_press set pressed_at = now_ms(), made = $4 where card_key = $1 and action = $2 and version = $3`,
    cardKey,
    action,
    version,
    made ?? null,
  );
}
