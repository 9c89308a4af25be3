import type { Db } from './db.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Forgets what nothing asks for any more: replays end after hours, cards act for 14 days, limits look back a minute; and
 * what people wrote, after 30 days.
 */
export async function forgetOld(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('delete from click where at < now_ms() - $1', 15 * DAY_MS);
    await tx.run('delete from outbound where coalesce(sent_at, first_tried_at) < now_ms() - $1', 30 * DAY_MS);
    await tx.run(
      `update cc_request set comment = '', known_ccs = null where created_at < now_ms() - $1 and comment <> ''`,
      30 * DAY_MS,
    );
    await tx.run(`delete from job where state = 'quarantined' and ended_at < now_ms() - $1`, 30 * DAY_MS);
    await tx.run('delete from rate_limit where theoretical_arrival < now_ms() - $1', 3_600_000);
  });
}
