import { one, type Tx } from '../db.ts';

/**
 * noted: what time it was when a bot last ran · moved: the sum of all jumps of the clock that stored times were moved by ·
 * forgotten: the time by which old data is forgotten. Beside these, since when an app works here (`tables/apps`), and when it
 * subscribed a definition (`tables/subscriptions`).
 */
export type Noted = 'noted' | 'moved' | 'forgotten';

/** Reads one, 0 where there is none yet, and keeps it from others until the transaction ends. */
export async function notedTime(tx: Tx, name: Noted): Promise<number> {
  const row = await one<{ ms: number }>(
    tx,
    `insert into noted_time (name, ms) values ($1, 0) on conflict (name) do update set ms = noted_time.ms returning ms`,
    name,
  );
  return Number(row?.ms ?? 0);
}

export async function noteTime(tx: Tx, name: Noted, ms: number): Promise<void> {
  await tx.run(
    `insert into noted_time (name, ms) values ($1, $2) on conflict (name) do update set ms = excluded.ms`,
    name,
    Math.round(ms),
  );
}
