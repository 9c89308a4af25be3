import type { Tx } from '../db.ts';

/** Whether this person or group has not been welcomed within `againAfterMs`; notes that it is now. */
export async function firstWelcome(tx: Tx, who: string, againAfterMs: number): Promise<boolean> {
  const changed = await tx.run(
    `insert into welcomed (who, at) values ($1, now_ms())
     on conflict (who) do update set at = now_ms() where welcomed.at < now_ms() - $2`,
    who,
    againAfterMs,
  );
  return changed > 0;
}
